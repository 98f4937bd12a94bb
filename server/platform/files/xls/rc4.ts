/**
 * So many bytes of the key stream of RC4, which takes the lock off as it puts it on. Node's own is left out of the OpenSSL it
 * comes with, since nothing new should be locked so; old workbooks are.
 */
export function rc4(key: Uint8Array, length: number): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, place) => place);
  const at = (place: number) => state[place & 255] ?? 0;
  const swap = (one: number, other: number) => {
    const kept = at(one);
    state[one & 255] = at(other);
    state[other & 255] = kept;
  };
  for (let place = 0, other = 0; place < 256; place += 1) {
    other = (other + at(place) + (key[place % key.length] ?? 0)) & 255;
    swap(place, other);
  }
  const stream = Buffer.alloc(length);
  for (let place = 1, other = 0; place <= length; place += 1) {
    other = (other + at(place)) & 255;
    swap(place, other);
    stream[place - 1] = at(at(place) + at(other));
  }
  return stream;
}
