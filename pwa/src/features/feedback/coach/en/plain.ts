/** English words that name nothing one could watch, and the words for who does something. */

export const SMALL = `
  a about above after again all almost along already also although always am an and another any anybody anyone are as at
  away back be because been before being between both but by can could did do does doing done down during each either
  else even ever every everybody everyone far few for from had has have having he her here hers herself him himself his
  how however i if in into is isnt it its itself just least less like ll made many may maybe me might mine more most much
  must my myself near never next no nobody none not nothing now of off often on once one only onto or other others our
  ours out over own per perhaps please quite rather really same she should since so some somebody someone something
  sometimes soon still such than that the their theirs them themselves then there these they thing things this those
  though through till to together too toward towards under until up upon us very via was we well were what when where
  whether which while who whom whose why will with within without would yes yet you your yours yourself im ive id hes
  shes theyre youre weve dont doesnt didnt isnt wasnt wont cant couldnt shouldnt wouldnt hasnt havent w wo u ur pt pts
`;

/** Judgments and generalities. */
export const GENERAL = `
  ability abilities able acceptable accurate admirable ahead amazing appropriate appropriately area areas aspect aspects
  attitude average awesome bad base basis beautiful below best better block brilliant care caring case cases challenging
  character clinical clinically colleague colleagues comfortable comfortably commendable compassionate competence
  competency competent concern concerns confidence confident confidently consistently constructive day days dependable
  diligent domain domains easy effective effectively efficiency efficient efficiently effort efforts energy engaged
  enthusiasm enthusiastic evaluation excellent exceptional expectation expectations expected experience fantastic fast
  feedback fine friendly fund future general generally gifted good great grade growth hard help helpful high highly hope
  humble impression impressive improvement improvements initiative insight intelligent intern interpersonal issue issues
  job joy judgment kind knowledge knowledgeable learner learning level lot lots lovely management manner mature medical
  medicine minimal month motivated natural nice notch organised outstanding overall ownership part patient patients
  people perfect performance person personality pleasant pleasure pleasurable plus polite poor potential practice
  presence pretty problem problems procedure procedures procedural professional professionalism proficient progress
  punctual quality quick quickly rapport ready real reasoning reliable resident residents respect respectful
  responsibility rockstar room rotation safe satisfactory senior service shift skill skilled skills slow smart solid
  something stage star strength strong stuff super superb supportive sure surgeon team teams teamwork technical technique
  terrific thanks thorough thoughtful time times top trainee training trust understanding upper useful variety weakness
  week weeks willing willingness wonderful work year years attention detail details great independent independently doc
  doctor physician everything anything concern attending faculty nurses staff bedside excited style input role share
`;

/** Words of the learner as the one who does something; a name counts where it is written with a capital. */
export const LEARNER = `you u he she they dr doctor resident intern fellow who`;
export const WRITER = `i we`;

export const ADVERBS = `
  also always never often usually generally sometimes consistently really just then still already quickly calmly clearly
  gently politely immediately promptly regularly routinely even only first again either actually appropriately carefully
  directly quietly openly correctly finally initially later both all almost once twice not kindly patiently proactively
  independently thoughtfully skillfully repeatedly simply frequently tend tends to did didnt does doesnt do dont had has
  have havent hadnt was were are is am been would could couldnt has who ur sort of failed tried managed started began seemed able
`;

/** Regular past forms that describe instead of telling what was done. */
export const NOT_PAST = `
  need indeed speed proceed exceed succeed feed seed bleed breed skilled gifted talented limited organised disorganised
  improved needed enjoyed expected exceeded worked based advanced detailed interested motivated dedicated committed
  focused engaged prepared experienced respected liked loved appreciated admired impressed progressed grown struggled
  performed functioned concerned excited tired overwhelmed rushed unprepared advised qualified rounded balanced measured
  poised polished refined red bed med shed sacred hundred embed complicated involved trained certified required indicated
  worried scared frightened distracted surprised pleased delighted thrilled wanted hoped wished seemed appeared deserved
  demonstrated managed handled displayed exhibited possessed lacked contributed participated developed matured evolved
  learned continued remained tended unorganised detached dismayed entitled spoiled jaded used supposed confused infected
  injured intoxicated uninvolved interested uninterested composed reserved relaxed frazzled flustered stressed unfocused
  helped related excelled gained achieved met exceeded received cared allowed changed followed valued named intended bored
  untreated cleared detail attached aged united noted agreed perceived disliked attempted
`;

/** A part of a sentence ends here, and with it what somebody is told to do. */
export const JOINS = `but because although though which whereas while`;

/** A command may begin behind these. */
export const LEADS = `
  so then please pls plese just always never but instead also simply perhaps maybe kindly dont time
`;

/** A deed goes on behind these without a new doer. */
export const CONTINUES = `and but or who then`;

/** "Thank you for helping", "left without telling". */
export const DEED_FOLLOWS = `for by without of kept keeps keep before when while after job with`;

/** Before a past form: it was done to somebody or something. */
export const PASSIVE = `is are was were be been being`;

/** Plain forms that are more often nouns or adjectives. */
export const UNCLEAR = `
  calm clear open list load clean warm narrow separate complete secure correct present lower lean suction see thank time
  order record report face hand help place point plan page track trend test talk stay share rush press position pass
  pack match load increase group guess end dose act
`;

export const DETERMINERS = `
  a an the this that these those my your his her their our it them me us him each every all any one two three more less
  how what when where who why whether if for with on in at out up by about same first you
`;

/** "Before you leave, tell the nurse." */
export const CONDITIONS = `when whenever if before after once unless as each for`;
