/** A page that exists: its address, its name, and the letter that goes there after `g`. */
export interface Page {
	path: string;
	label: string;
	letter: string;
	/** Stands at the foot of the navigation, apart from the analyses. */
	isApart?: boolean;
}

/** Every page in the order of the navigation. */
export const PAGES: readonly Page[] = [
	{ path: '/', label: 'Overview', letter: 'o' },
	{ path: '/concentration', label: 'Concentration', letter: 'c' },
	{ path: '/accounts', label: 'Accounts', letter: 'a' },
	{ path: '/growth', label: 'Growth', letter: 'r' },
	{ path: '/margin', label: 'Margin', letter: 'm' },
	{ path: '/cohorts', label: 'Cohorts', letter: 'h' },
	{ path: '/risk', label: 'Risk', letter: 'k' },
	{ path: '/tiers', label: 'Tiers', letter: 't' },
	{ path: '/data', label: 'Data', letter: 'd', isApart: true },
];

/** Whether `path` shows `page` or something below it. */
export function isOn(page: Page, path: string): boolean {
	return page.path === '/' ? path === '/' : path === page.path || path.startsWith(`${page.path}/`);
}
