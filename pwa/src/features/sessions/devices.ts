/** A place somebody is signed in, as the server lists it. */
export interface SessionRow {
  id: string;
  device_label: string | null;
  created_at: string;
  last_used_at: string;
  current: boolean;
}
