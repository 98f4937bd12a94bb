/** Made-up people and lists for the page of components, the awkward ones among them. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly customerId: string;
  readonly product: string;
  readonly staff: string;
  readonly city: string;
  readonly at: string;
  readonly calls: number;
  readonly amount: number;
  readonly state: 'valid' | 'invalid' | 'open';
}

export const longName =
  'Raden Ayu Siti Nurhaliza Kusumawardhani Adiningrat Prawirohardjo binti Almarhum Haji Muhammad Abdurrahman Wiryodiningrat Suryokusumo dari Kampung Durian Runtuh, Kecamatan Tegalrejo, Kabupaten Magelang Barat';
const unbrokenName = `Supercalifragilistik${'ekspialidosius'.repeat(12)}`;
export const arabicName = 'محمد عبد الرحمن الأندونيسي';
const hebrewName = 'יוסף (דוד) כהן, 12 רחוב הרצל';
export const emojiName = '👩🏽‍🌾 Ibu Sri 🌾🇮🇩 “Warung Barokah” ✨';

const names = [
  'Rina Kusumawati',
  'Bagas Prayoga',
  'Dewi Anjarsari',
  'Sekar Maharani',
  'Yoga Permadi',
  'Intan Pramesti',
  'Lukman Hakim',
  'Ayu Lestari',
];
const awkward = [longName, emojiName, arabicName, hebrewName, unbrokenName, 'X', '=SUM(A1:A9)', '<b>tebal</b>'];
const staff = ['Rina Kusumawati', 'Bagas Prayoga', 'Sekar Maharani'];
const products = ['Sagaraya', 'Kalanara', 'Arkanusa'];
const cities = ['Surabaya', 'Yogyakarta', 'Makassar', 'Pekanbaru'];
const states = ['valid', 'invalid', 'open'] as const;

const pick = <T>(list: readonly [T, ...T[]] | readonly T[], at: number): T => list[at % list.length] as T;

/** So many members; every fourth of the first ones has an awkward name. */
export function sampleMembers(count: number, from = 0): readonly Member[] {
  return Array.from({ length: count }, (_, index) => {
    const at = from + index;
    return {
      id: String(at + 1),
      name: at % 4 === 1 && at < 32 ? pick(awkward, (at - 1) / 4) : pick(names, at * 7),
      customerId: `ID${String(1_000_417 + at * 7919).slice(-7)}`,
      product: pick(products, at),
      staff: pick(staff, at * 5),
      city: pick(cities, at * 3),
      at: new Date(Date.UTC(2026, 10, 20, 3, 12) - at * 5_400_000).toISOString(),
      calls: (at * 13) % 9,
      amount: ((at * 7919) % 9_400) * 1_000,
      state: pick(states, at * 2),
    };
  });
}
