import type { Random } from './random.ts';

/** A person's name and address. */
export interface Called {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

const feminine =
  'Camille Léa Manon Chloé Emma Inès Jade Louise Sarah Clara Anaïs Marion Pauline Laura Julie Marie Céline Sophie Nathalie Isabelle Sandrine Valérie Nadia Fatima Aïcha Mélanie Émilie Élodie Audrey Claire Hélène Agathe Margaux Lucie Zoé Alice Juliette Noémie Amandine Virginie Monique Françoise Yasmine Samira Thérèse';
const masculine =
  'Lucas Hugo Louis Gabriel Arthur Jules Nathan Enzo Paul Antoine Thomas Nicolas Julien Maxime Alexandre Pierre Mathieu Romain Kévin Karim Mehdi Yanis Samir Olivier Stéphane Laurent Philippe Michel Alain Bernard François Étienne Rémi Cédric Guillaume Vincent Benoît Fabien Sébastien Loïc Théo Baptiste Adrien Quentin Mamadou';
const family =
  'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte López Jean Dupuy Guillot Hubert Berger Carpentier Sánchez Dupuis Moulin Louis Deschamps Huet Vasseur Pérez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernández Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain Breton Besson Langlois Rémy Pelletier Lévêque Benali Diallo Traoré Nguyen Haddad Cohen';

const firstNames = `${feminine} ${masculine}`.split(' ');
const lastNames = family.split(' ');

/**
 * A name as people in France have them, and an address nobody has: `example.org` is kept free by RFC 2606.
 *
 * @param number makes the address the person's own
 */
export function called(random: Random, number: number): Called {
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  return { firstName, lastName, email: addressOf(firstName, lastName, String(number)) };
}

/** Somebody whose story is told. */
export const calledExactly = (firstName: string, lastName: string): Called => ({
  firstName,
  lastName,
  email: addressOf(firstName, lastName, ''),
});

const addressOf = (firstName: string, lastName: string, number: string): string =>
  `${plain(firstName)}.${plain(lastName)}${number}@example.org`;

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

/** How identify names a person. */
export const traitsOf = ({ firstName, lastName, email }: Called): Record<string, string> => ({
  firstName,
  lastName,
  name: `${firstName} ${lastName}`,
  email,
});
