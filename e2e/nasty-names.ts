/** What people and files really bring: too long, without a place to break, in other scripts, made of many characters, looking like code. */
export const nastyNames = {
  unbroken: 'Wijayakusumaningrat'.repeat(11).slice(0, 200),
  spaced: 'Siti Nurhaliza Binti '.repeat(10).slice(0, 200).trim(),
  emoji: '👨‍👩‍👧‍👦🇮🇩 Sinta 🏳️‍🌈👍🏽',
  arabic: 'محمد عبد الله (2) بن عبد العزيز',
  hebrew: 'שלום בן־דוד 12, ירושלים',
  combining: 'Z̷̢͎a̶̡͝l̵̰̀g̸̹͋o̴͔͠ Ạ̈̃Ộ̈',
  invisible: 'Aminah\u200B\u200D\u2060Putri',
  markup: '<script>document.title="x"</script><img src=x onerror="document.title=1">',
  formula: '=HYPERLINK("https://contoh.test","klik")',
  overridden: '\u202Egnp.exe Rina',
} as const;

export const columnCount = 60;

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** A list of sixty columns, the names above first and ordinary ones after them, all of it quoted as CSV wants it. */
export function nastyList(rows: number): Buffer {
  const names = Object.values(nastyNames);
  const header = [
    'Username',
    'Nama',
    'No HP',
    'Kolom yang judulnya panjang sekali dan tidak berhenti sampai di sini saja',
    'عمود',
    'K'.repeat(90),
    ...Array.from({ length: columnCount - 6 }, (_, index) => `Kolom ${index + 7}`),
  ];
  const lines = Array.from({ length: rows }, (_, row) => {
    const name = names[row] ?? `Maya ${row + 1}`;
    const key = row === 0 ? 'k'.repeat(200) : row === 3 ? 'عضو77' : `member_${row + 1}`;
    const phone = row === 7 ? '+cmd|"/c calc"!A1' : `0812${String(10_000_000 + row)}`;
    return [key, name, phone, ...Array.from({ length: columnCount - 3 }, (__, column) => names[(row + column) % 40] ?? `isi ${column}`)];
  });
  return Buffer.from([header, ...lines].map((cells) => cells.map(quoted).join(',')).join('\r\n'));
}
