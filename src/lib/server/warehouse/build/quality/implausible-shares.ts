import type { EntityName } from '../../../../contract/entities.ts';
import type { QualityRule } from './quality-rule.ts';

/** A fact that can hold of a row, and would be strange if it held of nearly all. */
interface Fact {
	name: string;
	entity: EntityName;
	/** Columns that must be given. */
	needs: readonly string[];
	/** What nearly all are, in words that follow their noun. */
	found: string;
	/** What it does to figures, and what to look at. */
	rule: string;
	/** Whether it holds of a row. */
	is: string;
	/** Of which rows it can be said; default: of all. */
	of?: string;
	id: string;
	amount?: string;
}

/** Beyond this share of the rows of which it can be said, a fact is more likely a misread column than business. */
const MOST = 0.9;
/** Among fewer rows a share says little. */
const FEWEST = 20;

/** The newest order line stands for today, as in the record of an account. */
const NEWEST = `(select newest_on from staged.entity_quality where entity = 'order_lines')`;

const FACTS: readonly Fact[] = [
	{
		name: 'deliveries_nearly_all_late',
		entity: 'deliveries',
		needs: ['deliveries.promised_on'],
		found: 'late, more than nine in ten',
		rule: 'They count as late in the record, in risk and in tiers. Look whether promised_on, shipped_on and delivered_on mean the days that they should.',
		is: `coalesce(delivered_on, shipped_on, ${NEWEST}) > promised_on`,
		of: `promised_on < ${NEWEST}`,
		id: 'delivery_id',
	},
	{
		name: 'deliveries_nearly_all_unfinished',
		entity: 'deliveries',
		needs: ['deliveries.promised_on'],
		found: 'promised for a day that is over and neither shipped nor delivered, more than nine in ten',
		rule: 'They count as due and overdue. Give shipped_on or delivered_on in the source statement, or a status that says that they are over.',
		is: 'coalesce(delivered_on, shipped_on) is null',
		of: `promised_on < ${NEWEST}`,
		id: 'delivery_id',
	},
	{
		name: 'deliveries_nearly_all_short',
		entity: 'deliveries',
		needs: ['deliveries.quantity', 'deliveries.ordered_quantity'],
		found: 'of less than was ordered, more than nine in ten',
		rule: 'They count as short. Look whether quantity and ordered_quantity are in one unit, and of one line or of the whole order.',
		is: 'quantity < ordered_quantity',
		of: 'quantity is not null and ordered_quantity is not null',
		id: 'delivery_id',
	},
	{
		name: 'order_lines_nearly_all_without_cost',
		entity: 'order_lines',
		needs: ['order_lines.cost_amount'],
		found: 'without a cost, more than nine in ten',
		rule: 'Margin is that of the few lines with a cost: see its coverage. Look whether cost_amount reads the right column.',
		is: 'cost_amount is null',
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'order_lines_nearly_all_at_cost',
		entity: 'order_lines',
		needs: ['order_lines.cost_amount', 'order_lines.net_amount'],
		found: 'that cost exactly what they were sold for, more than nine in ten',
		rule: 'Their margin is nothing. Look whether cost_amount reads the price.',
		is: 'cost_amount = net_amount',
		of: 'cost_amount is not null and net_amount is not null and net_amount <> 0',
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'order_lines_nearly_all_below_cost',
		entity: 'order_lines',
		needs: ['order_lines.cost_amount', 'order_lines.net_amount'],
		found: 'sold below their cost, more than nine in ten',
		rule: 'They are a loss in every figure of margin. Look whether cost_amount is the cost of the line, in its currency.',
		is: 'cost_amount > net_amount',
		of: 'cost_amount is not null and net_amount > 0',
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'order_lines_nearly_all_without_category',
		entity: 'order_lines',
		needs: ['order_lines.category'],
		found: 'without a category, more than nine in ten',
		rule: 'What is told by category is told of the few that have one.',
		is: 'category is null',
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'order_lines_nearly_all_without_product',
		entity: 'order_lines',
		needs: ['order_lines.product_id'],
		found: 'without a product, more than nine in ten',
		rule: 'What is told by product is told of the few that have one.',
		is: 'product_id is null',
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'order_lines_nearly_all_without_quantity',
		entity: 'order_lines',
		needs: ['order_lines.quantity'],
		found: 'without a quantity, more than nine in ten',
		rule: 'Price and volume cannot be told apart for them.',
		is: 'quantity is null',
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'order_lines_nearly_all_credits',
		entity: 'order_lines',
		needs: ['order_lines.net_amount'],
		found: 'that are returns or credits, more than nine in ten',
		rule: 'They make no order events and take from revenue. Look at the sign of net_amount and at kind.',
		is: `kind <> 'sale'`,
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'order_lines_nearly_all_rush',
		entity: 'order_lines',
		needs: ['order_lines.is_rush'],
		found: 'of rush orders, more than nine in ten',
		rule: 'Each costs the rate of a rush line. Look whether is_rush reads the right column.',
		is: 'is_rush',
		of: 'is_rush is not null',
		id: 'order_id',
		amount: 'net_amount',
	},
	{
		name: 'orders_nearly_all_open',
		entity: 'orders',
		needs: ['orders.status'],
		found: 'that are open, more than nine in ten',
		rule: 'They are listed as open, and those with a day to come explain a silence. Look whether status is kept up to date.',
		is: `status = 'open'`,
		of: 'status is not null',
		id: 'order_id',
		amount: 'amount',
	},
	{
		name: 'orders_nearly_all_cancelled',
		entity: 'orders',
		needs: ['orders.status'],
		found: 'that are cancelled, more than nine in ten',
		rule: 'A status changes no revenue. Look whether status reads the right column.',
		is: `status = 'cancelled'`,
		of: 'status is not null',
		id: 'order_id',
		amount: 'amount',
	},
	{
		name: 'quotes_nearly_all_open',
		entity: 'quotes',
		needs: ['quotes.status'],
		found: 'that are open, more than nine in ten',
		rule: 'Those that still hold explain a silence. Look whether status is kept up to date.',
		is: `status = 'open'`,
		of: 'status is not null',
		id: 'quote_id',
		amount: 'amount',
	},
	{
		name: 'quotes_nearly_all_lost',
		entity: 'quotes',
		needs: ['quotes.status'],
		found: 'that are lost or expired, more than nine in ten',
		rule: 'They are marked on the record of their account. Look whether status reads the right column.',
		is: `status in ('lost', 'expired')`,
		of: 'status is not null',
		id: 'quote_id',
		amount: 'amount',
	},
	{
		name: 'invoices_nearly_all_overdue',
		entity: 'invoices',
		needs: ['invoices.due_on', 'invoices.paid_amount'],
		found: 'that are overdue, more than nine in ten of those whose day is over',
		rule: 'They are listed as overdue, and count as money owed. Look whether paid_amount is what was paid of the invoice so far.',
		is: 'amount > paid_amount',
		of: `due_on < ${NEWEST} and paid_amount is not null and amount > 0`,
		id: 'invoice_id',
		amount: 'amount',
	},
	{
		name: 'service_cases_nearly_all_open',
		entity: 'service_cases',
		needs: ['service_cases.closed_on'],
		found: 'that are open, more than nine in ten',
		rule: 'They are listed as open, and severe ones speak for a risk. Look whether closed_on is kept up to date.',
		is: 'closed_on is null',
		id: 'case_id',
	},
	{
		name: 'service_cases_nearly_all_missed',
		entity: 'service_cases',
		needs: ['service_cases.met_commitment'],
		found: 'that missed their commitment, more than nine in ten',
		rule: 'They count as missed. Look whether met_commitment means met, not missed.',
		is: 'not met_commitment',
		of: 'met_commitment is not null',
		id: 'case_id',
	},
	{
		name: 'ratings_nearly_all_equal',
		entity: 'ratings',
		needs: [],
		found: 'of one and the same score, more than nine in ten',
		rule: 'Scores that do not differ tell no account from another.',
		is: 'score = (select mode(score) from staged.ratings)',
		id: 'account_id',
	},
];

/** One rule for each fact that would be implausible of more than nine in ten rows; it finds the rows of which the fact holds. */
export function implausibleShares(): QualityRule[] {
	return FACTS.map(({ name, entity, needs, found, rule, is, of = 'true', id, amount }) => ({
		name,
		entity,
		needs,
		noun: undefined,
		found,
		treatment: 'flagged',
		rule,
		sql: `select ${id} as row_id,${amount ? ` ${amount} as amount,` : ''} source_file, source_line
			from staged.${entity}
			where (${of}) and (${is}) and (
				select count(*) filter ((${of}) and (${is})) > ${MOST} * count(*) filter (${of}) and count(*) filter (${of}) >= ${FEWEST}
				from staged.${entity}
			)`,
		has_amount: amount !== undefined,
	}));
}
