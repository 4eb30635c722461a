import type { BacktestReport } from '../lib/server/warehouse/risk/backtest-project.ts';
import type { RiskRecord } from '../lib/server/warehouse/risk/risk-record.ts';
import { counted, whole } from './figures.ts';
import { textTable, type Alignment } from './text-table.ts';

/** What a backtest found: in plain words, then every rung and fixed rule in a table. */
export function printBacktest(report: BacktestReport): string {
	const used = report.records.find((record) => record.model === report.champion);
	return `${[...(used === undefined ? [noChampion(report)] : words(report, used)), '', ...table(report)].join('\n')}\n`;
}

function noChampion(report: BacktestReport): string {
	return `At ${report.cut_on} nothing could be foretold. ${report.reason}`;
}

function words(report: BacktestReport, used: RiskRecord): string[] {
	const { cut_on, horizon_days: days } = report;
	const naive = report.records.find((record) => record.model === 'silent_60');
	return [
		`By ${cut_on}, ${counted(used.accounts, 'account')} had ordered; ${percent(used.actual_share)} of them placed no order in the ${days} days after it.`,
		`${report.reason} ${learned(report)}`,
		toldApart(used),
		`It foretold silence for ${percent(used.predicted_share)} of the accounts, and ${percent(used.actual_share)} came${byRevenue(used)}.`,
		...(naive === undefined || naive.flags === 0
			? []
			: [
					`A fixed rule of 60 days flags ${whole(naive.flags)} accounts, of which ${percent(naive.precision_at_k)} fell silent; of as many that it put highest, ${percent(used.precision_at_k)} did.${captured(naive, used)}`,
				]),
	];
}

function toldApart({ auc, auc_interval, auc_live, auc_live_interval }: RiskRecord): string {
	if (auc === null) return 'Either all of them fell silent or none did: there was nobody to tell apart.';
	const live =
		auc_live === null
			? 'among accounts with an order in the 91 days before there was nobody to tell apart'
			: `among accounts with an order in the 91 days before, ${times(auc_live)}${interval(auc_live_interval)}`;
	return `Of two accounts, one that fell silent and one that did not, it put the right one first ${times(auc)}${interval(auc_interval)}; ${live}.`;
}

function byRevenue({ predicted_revenue_share: foretold, actual_revenue_share: came }: RiskRecord): string {
	return came === null ? '' : `; by revenue, ${percent(foretold)} and ${percent(came)}`;
}

function captured(naive: RiskRecord, used: RiskRecord): string {
	if (used.revenue_captured === null) return '';
	return ` The rule's flags hold ${percent(naive.revenue_captured)} of the revenue that fell silent, as many by expected loss ${percent(used.revenue_captured)}.`;
}

function learned({ earlier_cut_offs }: BacktestReport): string {
	return earlier_cut_offs === 0
		? 'There was no earlier cut-off to learn from.'
		: `${counted(earlier_cut_offs, 'earlier cut-off')} could be learned from.`;
}

const COLUMNS: readonly [string, Alignment, (record: RiskRecord) => string][] = [
	['AUC', 'right', (r) => figure(r.auc)],
	['live', 'right', (r) => figure(r.auc_live)],
	['Brier', 'right', (r) => figure(r.brier)],
	['live', 'right', (r) => figure(r.brier_live)],
	['skill', 'right', (r) => figure(r.brier_skill)],
	['lift', 'right', (r) => (r.lift_at_10pct === null ? '–' : r.lift_at_10pct.toFixed(2))],
	['at k', 'right', (r) => figure(r.precision_at_k)],
	['captured', 'right', (r) => figure(r.revenue_captured)],
	['foretold', 'right', (r) => figure(r.predicted_share)],
	['came', 'right', (r) => figure(r.actual_share)],
	['revenue', 'right', (r) => figure(r.predicted_revenue_share)],
	['came', 'right', (r) => figure(r.actual_revenue_share)],
];

function table({ champion, records }: BacktestReport): string[] {
	const head = ['', 'Predicted by', ...COLUMNS.map(([name]) => name)];
	const rows = records.map((record) => [
		record.model === champion ? '→' : '',
		record.label,
		...COLUMNS.map(([, , of]) => of(record)),
	]);
	const k = records.find((record) => record.model === 'silent_60')?.flags ?? 0;
	return [
		...textTable([head, ...rows], ['left', 'left', ...COLUMNS.map(([, alignment]) => alignment)]),
		'',
		`  live: accounts with an order in the 91 days before; lift: of the highest tenth; at k: share of the ${whole(k)} highest that fell silent;`,
		`  captured: share of the lost revenue behind as many, taken by expected loss; a fixed rule's own number for the others.`,
	];
}

function figure(value: number | null): string {
	return value === null ? '–' : value.toFixed(4).replace(/^(-?)0\./, '$1.');
}

function percent(share: number | null): string {
	return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}

function times(share: number): string {
	return `in ${(100 * share).toFixed(1)} of 100 cases`;
}

function interval(bounds: { low: number; high: number } | null): string {
	return bounds === null
		? ''
		: ` (95 % interval ${(100 * bounds.low).toFixed(1)} to ${(100 * bounds.high).toFixed(1)})`;
}
