/** Waymark's own 360 form in Spanish, by its English. A program's wording is in nobody's list and stays as it is. */
export const ownFormES: Readonly<Record<string, string>> = {
  'Almost never': 'Casi nunca',
  Seldom: 'Pocas veces',
  'About half the time': 'La mitad de las veces',
  Usually: 'Por lo general',
  'Almost always': 'Casi siempre',
  'Could not observe': 'No pude observarlo',
  'Listens to what others on the team say, and takes it up':
    'Escucha lo que dicen los demás del equipo y lo toma en cuenta',
  'Tells the team what is planned, in time and so that it is understood':
    'Dice al equipo lo que se planea, a tiempo y de modo que se entienda',
  'Explains to patients and families in words they understand':
    'Explica a pacientes y familias con palabras que entienden',
  'Treats everybody with respect, also when it is busy': 'Trata a todos con respeto, también cuando hay mucho trabajo',
  'Does what they said they would do; can be reached when needed':
    'Hace lo que dijo que haría; se le encuentra cuando se le necesita',
  'Says when they are unsure or made a mistake, and asks for help': 'Dice cuando duda o se equivocó, y pide ayuda',
  'What should they keep doing?': '¿Qué debería seguir haciendo?',
  'What could they do differently?': '¿Qué podría hacer de otra manera?',
};
