/** Speaking instead of typing. */
export const dictation = {
  'dictation.start': 'Dictate: {label}',
  'dictation.stop': 'Stop dictating: {label}',
  'dictation.listening': 'Listening. Your voice stays on this device. Say “comma”, “period” or “new line”.',
  'dictation.ended.stopped': 'Stopped. Read it through before you save.',
  'dictation.ended.denied':
    'The microphone is not allowed here. Allow it in your browser’s settings for this page, or type.',
  'dictation.ended.silent': 'Nothing was heard. Tap the microphone to try again.',
  'dictation.ended.no_microphone': 'No microphone was found.',
  'dictation.ended.failed': 'Your browser could not go on listening on this device. What it understood is kept.',

  'dictation.hint': 'Rather speak?',
  'dictation.hint.why': 'Your keyboard has a microphone. Your keyboard’s maker may process speech, so name no patient.',
  'dictation.hint.understood': 'Understood',
  'dictation.install.why':
    'Your browser can write it down without your voice leaving this device, once it has a language pack.',
  'dictation.install.fetch': 'Get it',
  'dictation.install.later': 'Not now',
  'dictation.install.fetching': 'The language pack is being fetched. Go on typing meanwhile.',
  'dictation.install.done': 'Done. Tap the microphone beside a text and speak.',
  'dictation.install.failed': 'It could not be fetched. Typing works as before.',
} as const;
