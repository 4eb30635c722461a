import type { WhaleCurveRow } from '../contract/rows.ts';
import { isolate, type Format } from '../format.ts';
import type { Drawing } from './drawing.ts';
import { INK, PLAIN, VALUE_AXIS } from './ink.ts';

/** A peak below this is none that could be seen. */
const LITTLE_LOST = 1.005;

/**
 * The whale curve: accounts from the most to the least profitable against their profit so far. It rises as long as
 * accounts earn, and falls by what the others lose. In shares of the total; in money where the total is not positive.
 */
export function drawWhale(
	rows: readonly WhaleCurveRow[],
	format: Format,
	noun: { one: string; many: string },
): Drawing {
	const last = rows.at(-1);
	const count = last?.position ?? 0;
	const isShare = (last?.cumulative_share ?? null) !== null;
	const levelOf = (row: WhaleCurveRow): number =>
		isShare ? (row.cumulative_share ?? 0) : row.cumulative_amount;
	const peak = rows.reduce<WhaleCurveRow | undefined>(
		(best, row) => (best === undefined || levelOf(row) > levelOf(best) ? row : best),
		undefined,
	);
	const peakLevel = peak ? levelOf(peak) : 0;
	const levels = rows.map(levelOf);
	const scale = format.moneyScale(rows.map((row) => row.cumulative_amount));
	const write = (level: number): string => (isShare ? format.wholeShare(level) : scale.write(level));
	const losers = count - (peak?.position ?? 0);
	const lost = (peak?.cumulative_amount ?? 0) - (last?.cumulative_amount ?? 0);
	const basis = last?.basis ?? 'margin';

	const sentence =
		losers > 0
			? `${format.count(peak?.position)} of ${format.count(count)} ${noun.many} earn ${format.compactMoney(peak?.cumulative_amount)}; ` +
				`${format.count(losers)} take ${format.compactMoney(lost)} of it away again.`
			: count === 1
				? `The one ${noun.one} earns.`
				: `All ${format.count(count)} ${noun.many} earn: none takes anything away.`;

	const label =
		losers === 0
			? 'none loses money'
			: isShare && peakLevel < LITTLE_LOST
				? `${format.count(losers)} ${losers === 1 ? 'loses' : 'lose'} hardly anything`
				: `${write(peakLevel)} with the best ${format.count(peak?.position)}`;

	/** A peak that is hardly above all does not open another quarter of the axis: it is marked at its upper edge. */
	const top = isShare ? Math.max(1, Math.ceil(peakLevel * 4 - 0.02) / 4) : Math.max(peakLevel, 0);

	return {
		option: {
			...PLAIN,
			grid: { left: 2, right: 52, top: 34, bottom: 30 },
			xAxis: {
				...VALUE_AXIS,
				min: 0,
				max: Math.max(count, 1),
				splitNumber: 4,
				splitLine: { show: false },
				axisLabel: {
					...VALUE_AXIS.axisLabel,
					formatter: (value: number) => format.count(value),
					alignMinLabel: 'left',
					showMaxLabel: false,
				},
			},
			yAxis: {
				...VALUE_AXIS,
				position: 'right',
				min: Math.min(0, ...levels),
				max: top,
				...(isShare ? { interval: 0.25 } : { splitNumber: 4 }),
				axisLabel: { ...VALUE_AXIS.axisLabel, formatter: write },
			},
			series: [
				{
					type: 'line',
					data: [[0, 0], ...rows.map((row) => [row.position, levelOf(row)])],
					showSymbol: false,
					emphasis: { disabled: true },
					lineStyle: { color: INK.key, width: 2.2 },
					areaStyle: { color: INK.wash, opacity: 1 },
				},
				{
					type: 'line',
					silent: true,
					symbol: 'circle',
					data: peak
						? [
								{
									value: [peak.position, Math.min(peakLevel, top)],
									symbolSize: 9,
									label: {
										show: true,
										position: peak.position > count * 0.6 ? 'left' : 'top',
										offset: peak.position > count * 0.6 ? [-2, -14] : [0, 0],
										formatter: label,
										fontSize: 13,
										fontWeight: 600,
										color: INK.text,
									},
								},
							]
						: [],
					itemStyle: { color: INK.raised, borderColor: INK.accent, borderWidth: 2.4 },
				},
			],
		},
		summary: sentence,
		points: rows.map((row) => ({
			x: row.position,
			title: `${format.count(row.position)}  ${isolate(row.name)}`,
			lines: [
				`${format.money(row.amount)} ${basis}`,
				`${write(levelOf(row))}${isShare ? '' : ` ${scale.unit}`} so far`,
			],
		})),
		table: {
			head: [
				'Place',
				'Name',
				`${basis === 'margin' ? 'Margin' : 'Contribution'}, ${format.currency}`,
				'So far',
			],
			rows: rows.map((row) => [
				format.count(row.position),
				isolate(row.name),
				format.money(row.amount),
				write(levelOf(row)),
			]),
			note:
				rows.length < count
					? `The ${format.count(rows.length)} of ${format.count(count)} ${noun.many} at which the curve is drawn; so is the export.`
					: undefined,
		},
	};
}
