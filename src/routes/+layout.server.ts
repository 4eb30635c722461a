import { localeOf } from '$lib/format.ts';
import type { LayoutServerLoad } from './$types';

/** The reader's locale, so that the server writes numbers as the browser will. */
export const load: LayoutServerLoad = ({ request }) => ({
	locale: localeOf(request.headers.get('accept-language')),
});
