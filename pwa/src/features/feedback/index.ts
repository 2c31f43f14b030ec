/** What other features may use of feedback. */
export type { Amendment, FeedbackEntry, Part, Setting, TypedLearner } from './model';
export { allEntries, entriesAbout, entriesBy, entryById, type EntryView } from './queries';
export { levelName, levelNumber, levelStages, levelTexts } from './levels';
