import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile } from './column-profile.ts';
import type { Concept } from './concepts.ts';
import { priceIdentity, type Identity, type PriceColumns } from './price-identity.ts';
import { netOfPair } from './total-pairs.ts';
import type { TableProfile } from './table-profile.ts';
import { identifier, numberSql } from './value-sql.ts';

/** A total that the lines carry, and what the rows tell of it. */
export interface StoredTotal {
	column: ColumnProfile;
	concept: Concept;
	/** What it is made of; absent where the rows do not tell. */
	identity?: Identity | undefined;
	/** It is the order's, not the line's. */
	spread?: 'repeated' | 'first_only' | undefined;
	/** Another total that the rows tell to be before discount or with tax, where this one is not. */
	rival?: ColumnProfile | undefined;
}

const TOTALS: readonly Concept[] = ['net_amount', 'amount', 'gross_amount', 'header_amount'];

/** Every column of the lines that may be their amount, the best for a net amount first; totals of whole orders last. */
export async function storedTotals(
	connection: DuckDBConnection,
	lines: TableProfile,
	prices: PriceColumns | undefined,
	repeats: (column: ColumnProfile) => Promise<'repeated' | 'first_only' | undefined>,
): Promise<StoredTotal[]> {
	const totals: (StoredTotal & { score: number })[] = [];
	for (const { column, concept } of candidates(lines)) {
		const spread = await repeats(column);
		const identity =
			prices && !spread ? await priceIdentity(connection, lines.name, column, prices) : undefined;
		totals.push({
			column,
			concept,
			identity,
			spread,
			score: score(concept, identity, spread, prices?.discount !== undefined),
		});
	}
	const ranked = totals.toSorted((a, b) => b.score - a.score);
	const [best, ...rest] = ranked.filter((total) => total.spread === undefined);
	for (const next of rest) {
		if (best!.identity || next.identity || best!.concept === 'net_amount') break;
		const net = await netOfPair(connection, lines.name, best!.column, next.column);
		if (net === undefined) continue;
		best!.rival = net === best!.column ? next.column : undefined;
		if (net === best!.column) break;
		return [{ ...next, rival: best!.column }, ...ranked.filter((total) => total !== next)];
	}
	return ranked;
}

/** The columns of a table that may be totals, as their names say. */
export function totalColumns(table: TableProfile): ColumnProfile[] {
	return candidates(table).map(({ column }) => column);
}

function candidates(lines: TableProfile): { column: ColumnProfile; concept: Concept }[] {
	const sure = [...lines.recognised.values()].filter(({ confidence }) => confidence >= 0.5);
	const meanings = new Map(sure.map(({ column, concept }) => [column, concept]));
	return lines.columns.flatMap((column) => {
		const taken = meanings.get(column);
		const likeliest = column.concepts.find(
			({ concept, confidence }) => TOTALS.includes(concept) && confidence >= 0.5,
		);
		const isPaid = taken === 'paid_amount' && lines.subject.has('payment');
		const concept =
			taken === undefined || isPaid ? likeliest?.concept : TOTALS.includes(taken) ? taken : undefined;
		return concept !== undefined && column.number !== undefined && column.filled > 0
			? [{ column, concept }]
			: [];
	});
}

function score(
	concept: Concept,
	identity: Identity | undefined,
	spread: StoredTotal['spread'],
	hasDiscount: boolean,
): number {
	if (spread) return -10;
	const named = { net_amount: 4, amount: 1, gross_amount: -1, header_amount: 0 }[concept as string] ?? 0;
	if (!identity) return named;
	const discounted = hasDiscount ? (identity.discount === 'none' ? -2 : 3) : 0;
	return named + 1 + discounted - (identity.tax === 'none' ? 0 : 0.5);
}

/**
 * Whether a total is before or after a discount that is a share, where no price tells: over lines of one product, the price of a
 * piece that the total implies is steady only when the discount is treated rightly. Undefined where it is steady neither way.
 */
export async function isBeforeDiscount(
	connection: DuckDBConnection,
	lines: TableProfile,
	total: ColumnProfile,
	columns: { product: ColumnProfile; quantity: ColumnProfile; discount: ColumnProfile; isPercent: boolean },
): Promise<boolean | undefined> {
	const number = (column: ColumnProfile): string => `cast(${numberSql(column)} as double)`;
	const share = columns.isPercent ? `${number(columns.discount)} / 100` : number(columns.discount);
	const row = (
		await connection.runAndReadAll(`
		select median(stddev_pop_implied / nullif(mean_implied, 0)), median(stddev_pop_list / nullif(mean_list, 0)), count(*) from (
			select stddev_pop(implied) as stddev_pop_implied, avg(implied) as mean_implied,
				stddev_pop(implied / (1 - share)) as stddev_pop_list, avg(implied / (1 - share)) as mean_list
			from (
				select ${identifier(columns.product.name)} as product, ${number(total)} / ${number(columns.quantity)} as implied, coalesce(${share}, 0) as share
				from ${identifier(lines.name)} where ${number(columns.quantity)} > 0 and ${number(total)} > 0
			) where share < 0.95
			group by product having count(distinct share) > 1
		)`)
	).getRowsJS()[0]!;
	const [asIs, listed, products] = row.map((value) => Number(value ?? NaN)) as [number, number, number];
	if (products < 3) return undefined;
	if (asIs < listed * 0.5) return true;
	return listed < asIs * 0.5 ? false : undefined;
}
