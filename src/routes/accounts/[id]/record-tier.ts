import { labelOf } from '../../../lib/components/labels.ts';
import type { AccountRatingsRow, TierModelRow, TiersRow } from '../../../lib/contract/rows.ts';
import { plural, type Format } from '../../../lib/format.ts';

/** One criterion of a tier: its figure, its score, and what that brings. */
export interface TierPart {
	criterion: string;
	label: string;
	axis: string;
	figure: string;
	/** 0 to 1; null where it is not known. */
	score: number | null;
	/** Points it brings, of those it can bring. */
	brings: number | null;
	points: number;
	/** What the figure is held against: where the score begins and ends. */
	between: string;
}

/** The parts of an account's score, in the order of the model; criteria without points are left out. */
export function tierParts(row: TiersRow, model: readonly TierModelRow[], format: Format): TierPart[] {
	return model
		.filter((each) => each.points > 0)
		.map((each) => {
			const score = (row as unknown as Record<string, number | null>)[`${each.criterion}_score`] ?? null;
			const [low, high] = [each.low, each.high].map((anchor) => figureText(each, anchor, format));
			return {
				criterion: each.criterion,
				label: each.label,
				axis: each.axis,
				figure: each.is_judged
					? score === null
						? '–'
						: `${format.average(1 + 4 * score)} of 5`
					: figureText(each, figureOf(row, each.criterion), format),
				score,
				brings: score === null ? null : score * each.points,
				points: each.points,
				between: each.is_judged
					? '0% at 1 of 5, 100% at 5 of 5'
					: each.criterion === 'candidate'
						? '100% for a candidate, else 0%'
						: `0% at ${low}, 100% at ${high}${each.scale === 'log' ? ', by its logarithm' : ''}`,
			};
		});
}

function figureOf(row: TiersRow, criterion: string): number | null {
	if (criterion === 'candidate') return row.is_candidate ? 1 : 0;
	const value = (row as unknown as Record<string, unknown>)[criterion];
	return typeof value === 'number' ? value : null;
}

/** A figure in its own unit. */
function figureText({ criterion }: TierModelRow, value: number | null, format: Format): string {
	if (value === null) return '–';
	switch (criterion) {
		case 'contribution':
		case 'revenue':
		case 'white_space':
			return format.compactMoney(value);
		case 'price_realisation':
			return format.share(value);
		case 'growth':
		case 'planned_growth':
			return growthText(value, format);
		case 'candidate':
			return value === 1 ? 'yes' : 'no';
		default:
			return format.count(value);
	}
}

/** A symmetric rate, the difference over the mean, as the growth that it stands for. */
function growthText(symmetric: number, format: Format): string {
	if (symmetric >= 2) return 'new';
	if (symmetric <= -2) return 'gone';
	const rate = (2 + symmetric) / (2 - symmetric) - 1;
	return `${rate > 0 ? '+' : ''}${format.share(rate)}`;
}

/** What is to be known about a tier beside its parts: what is missing to the next, how sure it is, and what speaks against it. */
export function tierFacts(
	row: TiersRow,
	model: readonly TierModelRow[],
	format: Format,
): { head: string; text: string }[] {
	const facts: { head: string; text: string }[] = [];
	const add = (head: string, text: string | null | false | undefined) => {
		if (text) facts.push({ head, text });
	};
	const first = model[0];
	add(
		'To the next',
		row.next_tier !== null &&
			row.points_to_next !== null &&
			`${format.average(row.points_to_next)} points to ${row.next_tier}: ${row.distance_to_next ?? 'no single criterion is enough'}`,
	);
	const isSize = row.route === 'size';
	const [stands, exit] = isSize
		? [row.value_score, row.tier === 'key' ? first?.size_key_exit : first?.size_develop_exit]
		: [row.score, row.tier === 'key' ? first?.key_exit : first?.develop_exit];
	const hasTier = row.tier === 'key' || row.tier === 'develop' || row.tier === 'growth';
	if (row.route !== 'nomination' && hasTier && typeof stands === 'number' && typeof exit === 'number') {
		const over = stands - exit;
		add(
			'To the exit',
			over >= 0
				? `${isSize ? 'a value score ' : ''}${format.average(over)} points over the exit of ${row.tier}`
				: `${format.average(-over)} points under it: a second quarter there takes the tier`,
		);
	}
	add(
		'Given by',
		row.route === 'nomination'
			? 'a nomination that somebody signed'
			: row.route === 'size'
				? 'its size'
				: row.route === 'score'
					? 'its points'
					: null,
	);
	add('No tier by size', row.tier_refusal);
	add('Gate', row.gate_reason && `not key: ${row.gate_reason}`);
	add('Merit', row.unmerited_reason);
	add(
		'Stability',
		row.stability !== null &&
			`${row.stability >= 0.9 ? 'robust' : 'contested'}: it keeps the tier in ${format.wholeShare(row.stability)} of weight draws`,
	);
	add(
		'Stands on',
		row.confidence_share !== null &&
			`${format.wholeShare(row.confidence_share)} of the points are known and fresh`,
	);
	add(
		'Disputed',
		row.disputed !== null &&
			`${row.disputed.map((name) => labelOf(name).toLowerCase()).join(', ')}: up to ${format.average(row.rating_spread)} of 4 points apart`,
	);
	add('Faded', row.stale?.map((each) => each.replaceAll('_', ' ')).join(', '));
	add('Under-served', row.under_served_by !== null && `in ${row.under_served_by.join(', ')}, beyond chance`);
	add(
		'Refers',
		row.referred_accounts > 0 &&
			`${format.count(row.referred_accounts)} ${plural(row.referred_accounts, 'account', 'accounts')} came through it`,
	);
	return facts;
}

/** The newest judgement of each department on one criterion, from the lowest to the highest. */
export interface Judged {
	label: string;
	marks: { department: string; score: number; on: string; rater: string | null; evidence: string | null }[];
}

/** Who judged what: of several by one department the newest stands for it. */
export function judgements(ratings: readonly AccountRatingsRow[], model: readonly TierModelRow[]): Judged[] {
	return model
		.filter((each) => each.is_judged && each.points > 0)
		.flatMap((each) => {
			const newest = new Map<string, AccountRatingsRow>();
			for (const rating of ratings) {
				if (rating.criterion !== each.criterion) continue;
				const known = newest.get(rating.department);
				if (!known || known.rated_on < rating.rated_on) newest.set(rating.department, rating);
			}
			const marks = [...newest.values()]
				.map(({ department, score, rated_on, rater, evidence }) => ({
					department: labelOf(department),
					score,
					on: rated_on,
					rater,
					evidence,
				}))
				.sort((a, b) => a.score - b.score);
			return marks.length > 0 ? [{ label: each.label, marks }] : [];
		});
}
