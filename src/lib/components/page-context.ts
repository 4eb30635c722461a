import { createContext } from 'svelte';
import type { Outcome } from '../client/api.ts';
import type { PageState, View } from '../client/view-state.ts';
import type { CalendarPeriodsRow, MetaRow } from '../contract/rows.ts';
import type { Format } from '../format.ts';

/** What every component of a page may ask for without being handed it. Its fields are live: read them where they are used. */
export interface PageContext {
	readonly format: Format;
	readonly view: View;
	/** The parameters that belong to this page alone. */
	readonly state: PageState;
	/** The months, quarters and years of the history, in the order of time. */
	readonly periods: readonly CalendarPeriodsRow[];
	/** One account of the level that is shown, and many: 'group', 'groups'. */
	readonly noun: { one: string; many: string };
	/** What stands behind every figure: what the data holds and lacks is said from here, never from an answer that a filter may have emptied. */
	readonly facts: MetaRow | null;
	/** Whether the filters that reach an answer leave nobody. */
	isNobodyLeft: (outcome: Outcome<unknown> | null | undefined) => boolean;
	/** The address of this page with something changed; `undefined` takes a parameter away. */
	here: (view?: Partial<View>, state?: Readonly<Record<string, string | undefined>>) => string;
	/** The address of another page that keeps the view. */
	to: (path: string, view?: Partial<View>, state?: Readonly<Record<string, string | undefined>>) => string;
}

/** Reads the context that the layout set. */
export const [getPageContext, setPageContext] = createContext<PageContext>();
