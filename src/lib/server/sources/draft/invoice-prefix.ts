import { found } from '../recognise/table-profile.ts';
import { tablesOf, type DraftContext } from './draft-context.ts';

/** What stands, as SQL, before the number of a document: nothing, or a word where invoices and orders have numbers of their own. */
export function invoicePrefix(context: DraftContext): string {
	const { base } = context;
	const hasOrdersOfItsOwn =
		base.documentKind === 'invoice' &&
		tablesOf(context, 'headers').some((header) => found(header, 'order_id') && header !== base.header?.table);
	return hasOrdersOfItsOwn ? `'invoice-' || ` : '';
}
