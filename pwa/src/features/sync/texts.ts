/** The words a person wrote, inside an operation of any kind. Pure; knows fields, not features. */
import type { MessageKey } from '../../i18n/t';

/** The fields that hold somebody's own words, in the order they are read. */
export const TEXT_FIELDS = [
  'question',
  'went_well',
  'differently',
  'next_step',
  'goal',
  'context',
  'own_view',
  'career_goals',
  'obstacles',
  'helpers',
  'text',
  'note',
  'reason',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export interface Written {
  field: TextField;
  text: string;
}

type Body = Record<string, unknown>;

/** What was written, field by field; empty where the operation holds no words. */
export function written(body: unknown): Written[] {
  const fields = asBody(body);
  return TEXT_FIELDS.flatMap((field) => {
    // a declined request has a reason from a list, and whom to ask instead
    const text = field === 'reason' && 'other' in fields ? null : fields[field];
    return typeof text === 'string' && text.trim() !== '' ? [{ field, text }] : [];
  });
}

/** Everything worth copying, steps of a plan and goals of a learning plan included, with their labels. */
export function asText(body: unknown, label: (field: TextField) => string): string {
  const words = written(body).map(({ field, text }) => `${label(field)}:\n${text}`);
  const { steps, goals } = asBody(body);
  const listed = (Array.isArray(steps) ? (steps as unknown[]) : []).map((step) => {
    const { text, due_on } = asBody(step);
    return `– ${String(text)}${typeof due_on === 'string' ? ` (${due_on})` : ''}`;
  });
  const meant = (Array.isArray(goals) ? (goals as unknown[]) : []).map((goal) => {
    const { text, strategies, evidence } = asBody(goal);
    return [text, strategies, evidence].filter((part) => typeof part === 'string' && part !== '').join('\n');
  });
  return [...words, listed.join('\n'), ...meant].filter(Boolean).join('\n\n');
}

/** The same operation with other words. */
export function withTexts(body: unknown, texts: Partial<Record<TextField, string>>): Body {
  return { ...asBody(body), ...texts };
}

export const labelOf = (field: TextField): MessageKey => `sync.field.${field}`;

function asBody(value: unknown): Body {
  return typeof value === 'object' && value !== null ? (value as Body) : {};
}
