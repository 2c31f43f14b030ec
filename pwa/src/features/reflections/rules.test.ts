import { describe, expect, it } from 'vitest';
import { confidants, needsText, sameCircle, stillOpen } from './model';

describe('what Ana can still say to an entry', () => {
  it('is everything once', () => {
    expect(stillOpen([])).toEqual(['acknowledged', 'thanked', 'asked', 'differs']);
    expect(stillOpen([{ kind: 'asked' }, { kind: 'acknowledged' }])).toEqual(['thanked', 'differs']);
  });

  it('needs words for a question and another view, and none for thanks', () => {
    expect(['acknowledged', 'thanked', 'asked', 'differs'].map((kind) => needsText(kind as 'asked'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('whom Ana can share a thought with', () => {
  it('is her coach, the director and whoever wrote the entry, each once and never herself', () => {
    const circle = { coaches: ['fay', 'ana'], directors: ['gus', 'fay'], entryAuthor: 'cole' };

    expect(confidants(circle, 'ana')).toEqual([
      { person: 'fay', as: 'coach' },
      { person: 'gus', as: 'director' },
      { person: 'cole', as: 'author' },
    ]);
  });

  it('is nobody in a program without any of them', () => {
    expect(confidants({ coaches: [], directors: [], entryAuthor: null }, 'ana')).toEqual([]);
  });

  it('is the same circle in any order', () => {
    expect(sameCircle(['fay', 'gus'], ['gus', 'fay'])).toBe(true);
    expect(sameCircle(['fay'], ['fay', 'gus'])).toBe(false);
  });
});
