/** The id that a name has in the name space of another id (RFC 9562, version 5): the same wherever it is made. */
export async function uuid5(space: string, name: string): Promise<string> {
  const pairs = space.replaceAll('-', '').match(/../g) ?? [];
  const bytes = [...pairs.map((pair) => parseInt(pair, 16)), ...new TextEncoder().encode(name)];
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', new Uint8Array(bytes))).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
