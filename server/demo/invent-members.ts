import { Random, seedOf } from './random.ts';

/** Somebody invented; nobody has these numbers as far as anybody can tell: the block after the prefix is all zeros. */
export interface Member {
  readonly username: string;
  readonly name: string;
  /** Digits as dialled at home: `081200004417`. */
  readonly phone: string;
  readonly city: string;
  readonly bank: string;
}

const firstNames = (
  'Adi, Agus, Aisyah, Andi, Anisa, Ari, Arif, Ayu, Bambang, Bayu, Budi, Cahya, Citra, Dedi, Desi, Dian, Dimas, ' +
  'Dina, Doni, Eka, Eko, Endang, Fajar, Fitri, Gilang, Gita, Hadi, Hendra, Heri, Ika, Indah, Indra, Irfan, Joko, ' +
  'Kartika, Kevin, Laila, Lestari, Lukman, Maya, Mega, Melati, Nanda, Nia, Nina, Novi, Nurul, Oki, Putra, Putri, ' +
  'Rahmat, Rama, Ratih, Reza, Rian, Riska, Rizki, Rudi, Sari, Sinta, Siti, Slamet, Sri, Surya, Tari, Taufik, ' +
  'Teguh, Tika, Tono, Umar, Utami, Vina, Wahyu, Wati, Wawan, Widya, Wulan, Yanti, Yuda, Yuni, Yusuf, Zahra, ' +
  'Zainal'
).split(', ');
const lastNames = (
  'Anggraini, Ardiansyah, Budiman, Cahyono, Darmawan, Fauzi, Ginting, Gunawan, Halim, Handayani, Hapsari, Hartono, ' +
  'Hidayat, Irawan, Kurniawan, Kusnadi, Kusuma, Larasati, Lestari, Lubis, Mahendra, Maulana, Mulyani, Nababan, ' +
  'Nasution, Nugraha, Nugroho, Oktaviani, Pangestu, Permana, Pertiwi, Prabowo, Pradana, Prasetyo, Pratama, ' +
  'Purnomo, Puspita, Rahayu, Rahman, Ramadhan, Safitri, Saputra, Saragih, Sasmita, Setiawan, Siregar, Sitompul, ' +
  'Suharto, Sulistyo, Suryadi, Susanto, Sutrisno, Syahputra, Tanjung, Utomo, Wahyuni, Wibowo, Widodo, Wijaya, ' +
  'Winarno, Wulandari, Yulianti'
).split(', ');
const cities = (
  'Jakarta Barat, Jakarta Timur, Jakarta Selatan, Bandung, Bekasi, Tangerang, Depok, Bogor, Surabaya, Malang, ' +
  'Semarang, Solo, Yogyakarta, Medan, Palembang, Pekanbaru, Batam, Makassar, Manado, Denpasar, Balikpapan, ' +
  'Banjarmasin, Pontianak, Cirebon, Padang, Lampung'
).split(', ');
const banks = ['BCA', 'BRI', 'Mandiri', 'BNI', 'CIMB Niaga', 'BSI', 'Danamon', 'DANA', 'OVO', 'GoPay'];

/** Prefixes of each product's members, ten thousand numbers each, so that no two of them share a phone by chance. */
const prefixes: { readonly [product: string]: readonly string[] } = {
  Sagaraya: ['0812', '0813', '0821'],
  Kalanara: ['0857', '0858', '0815'],
  Arkanusa: ['0878', '0877', '0896'],
};
const numbersOfPrefix = 10_000;
/** Neighbours in a list are no neighbours in numbers: this walks through all of them, since it shares no factor with their count. */
const stride = 7_919;

function usernameOf(first: string, last: string, mark: string, random: Random): string {
  const [one, other] = [first.toLowerCase(), last.toLowerCase()];
  const year = String(random.between(70, 99));
  return random.pick([
    `${one}_${other}${mark}`,
    `${one}${other}${mark}`,
    `${one}.${other.slice(0, 3)}${mark}`,
    `${one}${year}_${mark}`,
    `${other}${one.slice(0, 2)}${mark}`,
  ]);
}

/** A product's member by their number: always the same one. */
export function inventMember(seed: number, product: string, number: number): Member {
  const random = new Random(seedOf(seed, `${product} ${number}`));
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  const ofProduct = prefixes[product] ?? [];
  const prefix = ofProduct[Math.floor(number / numbersOfPrefix)];
  if (prefix === undefined) throw new Error(`${product} has no phone for member ${number}`);
  const digits = String((number * stride + 417) % numbersOfPrefix).padStart(4, '0');
  return {
    username: usernameOf(first, last, digits, random),
    name: random.chance(0.12) ? first : `${first} ${last}`,
    phone: `${prefix}0000${digits}`,
    city: random.pick(cities),
    bank: random.pick(banks),
  };
}
