/** Cómo se nombra a las personas. */
import type { person as english } from '../en/person';
import type { Translation } from '../translation';

export const person: Translation<typeof english> = {
  'person.unknown': 'Alguien que ya no está en la lista',
  'person.you': 'Usted',
  'person.year': 'año {year}',
  'person.role.learner': 'Residente',
  'person.role.faculty': 'Docente',
  'person.role.team': 'Equipo',
  'person.role.coach': 'Coach',
  'person.role.coordinator': 'Coordinación',
  'person.role.director': 'Dirección del programa',
  'person.role.committee': 'Comité',
  'person.role.faculty_developer': 'Desarrollo docente',
  'person.role.institution_admin': 'Administración de la institución',
  'person.profession.physician': 'Medicina',
  'person.profession.nurse': 'Enfermería',
  'person.profession.pharmacist': 'Farmacia',
  'person.profession.therapist': 'Terapia',
  'person.profession.social_worker': 'Trabajo social',
  'person.profession.staff': 'Personal',
  'person.profession.other': 'Equipo',
  'person.unknown_skill': 'Una habilidad que este dispositivo no conoce',
};
