/** English verbs for what one can see or hear somebody do, with their forms. */
import type { Form } from '../lexicon';
import { fold } from '../text';

const REGULAR = `
  accept acknowledge add address adjust administer admit advance advise alert announce answer anticipate apologise
  apply argue arrange arrive ask aspirate assess assign assist attach auscultate avoid bandage batch block book brief
  calculate call calm cancel cannulate carry challenge change chart check circle clamp clarify clean clear click clip
  close coach collect comfort comment commit compare complete compress confirm connect consent consult contact
  contaminate convert copy correct count cover crush debrief decide decline defibrillate delegate deliver describe
  diagnose dictate discharge disclose discontinue discuss dismiss dissect divide document dose drain drape dress drop
  elicit email encourage enter escalate estimate examine exclude excuse explain explore expose extubate face fetch
  fill finish fix flag flush follow gather grab greet group guess guide hand help hesitate hug hurry identify ignore
  image immobilise include increase inflate inform infuse initiate inject insert insist inspect instruct interpret
  interrupt interview introduce intubate invite irrigate isolate join jump justify knock label laugh lecture lean
  lift list listen load localise locate log look lower mark match measure mention message minimise miss mix mobilise
  monitor move mute name narrow notice notify number observe obtain offer omit open order outline overlook pack page
  palpate paraphrase pass pause phone photograph pick place plan plot point position postpone practise prep prepare
  preoxygenate prescribe present press prevent print prioritise probe proceed promise propose pull push question
  quote raise ramble reach reassess reassure recap recheck recognise reconcile record redirect redose reduce refer
  refill reflect refuse rehearse release remind remove reorder repeat rephrase replace reply report reposition
  request rescue respond restart restate resuscitate retract return review revise roll rotate rush scan schedule
  scrub search secure select separate share shave shout sign simplify skip smile splint spot squeeze start state stay
  stop suction summarise suture swap sweep switch tailor talk tape test thank tie titrate touch trace track transfer
  transfuse translate transport treat trend triage turn type undress update validate verbalise verify visit voice
  volunteer wait walk warm wash watch wean weigh whisper widen wipe wrap yell act pace glance own remeasure
  recalculate shadow study swab accompany agree aim allow assume attend breathe celebrate create deal define delay
  deny disagree distinguish disturb exhale fold imagine inhale integrate investigate invest link negotiate organise
  protect prove recall rely resist respect seek solve sort split spread steady strengthen structure sum tidy trust
  tuck understand vary weave bend bow carve cool dab dilute extend flex grip lock loosen moisten peel plug pour reset
  rinse scrape scroll slide slip snip soak spray squirt stack steer stretch strip swallow thread tighten tilt tug
  twist unfold unlock
`;

/** Base, past, and the participle where it is a third form. */
const IRREGULAR = `
  begin began begun; bite bit bitten; blow blew blown; break broke broken; bring brought; build built; buy bought;
  catch caught; choose chose chosen; come came; cut cut; draw drew drawn; drive drove; eat ate eaten; fall fell; feed fed;
  feel felt; find found; forget forgot forgotten; get got; give gave given; go went gone; hang hung; hear heard; hide hid;
  hit hit; hold held; keep kept; kneel knelt; lay laid; lead led; leave left; let let; lose lost; make made; meet met;
  put put; read read; ring rang; run ran; say said; see saw seen; send sent; set set; shut shut; show showed shown;
  sit sat; speak spoke spoken; spend spent; stand stood; stick stuck; take took taken; teach taught; tell told;
  think thought; throw threw; use used; wear wore; withhold withheld; write wrote written; misread misread; overhear
  overheard; rebuild rebuilt; redo redid; retake retook; undo undid; learn learnt; try tried; work worked; be
`;

/** They say little by themselves: what they are done to has to be said. */
export const WEAK = `
  get got gets make made makes take took takes taken give gave gives go goes went come came comes keep kept keeps run ran
  runs see saw sees seen look looks looked read reads use used uses put puts meet met meets show showed shows shown find
  found finds feel felt think thought thinks lead led leads learn learnt learns help helps helped complete completes
  completed address addresses addressed spend spent present presents presented review reviews reviewed set sets try
  tries tried work works worked follow follows include includes record records help stand stands act acts
  acted report reports study plan plans treat treats carry carries deliver delivers delivered prepare prepares prepared
  assess assesses assessed help recognise recognises prioritise prioritises order orders turn turns move moves
`;

const vowel = /[aeiou]/;

export function verbForms(): ReadonlyMap<string, ReadonlySet<Form>> {
  const forms = new Map<string, Set<Form>>();
  const add = (word: string, form: Form) => {
    const key = fold(word);
    forms.set(key, (forms.get(key) ?? new Set<Form>()).add(form));
  };
  const addBase = (base: string) => {
    add(base, 'base');
    add(thirdOf(base), 'present');
    for (const stem of stemsOf(base)) add(`${stem}ing`, 'doing');
  };
  for (const base of REGULAR.split(/\s+/).filter(Boolean)) {
    addBase(base);
    for (const stem of stemsOf(base)) add(/[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ied` : `${stem}ed`, 'past');
  }
  for (const line of IRREGULAR.split(';')) {
    const [base = '', ...past] = line.trim().split(/\s+/);
    addBase(base);
    for (const form of past) add(form, 'past');
  }
  return forms;
}

function thirdOf(base: string): string {
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh|o)$/.test(base) ? `${base}es` : `${base}s`;
}

/** What "-ed" and "-ing" follow: without the last "e", and with the last letter doubled where it may be. */
function stemsOf(base: string): string[] {
  if (/[^e]e$/.test(base)) return [base.slice(0, -1)];
  const [before = '', last = ''] = base.slice(-2);
  return vowel.test(before) && !vowel.test(last) && !/[wxy]/.test(last) ? [base, base + last] : [base];
}
