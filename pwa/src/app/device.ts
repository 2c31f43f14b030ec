/** What the pages about signing in can reach, also when nobody is signed in. */
import { createContext } from 'svelte';
import type { DeviceMemory } from '../session/memory';
import type { DeviceSession } from '../session/session';

export interface DeviceContext {
  session: DeviceSession;
  memory: DeviceMemory;
  navigate: (path: string, how?: { replace?: boolean }) => void;
}

export const [getDevice, setDevice] = createContext<DeviceContext>();
