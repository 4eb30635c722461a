import type { EChartsCoreOption } from 'echarts/core';

/**
 * A drawing as SVG text on the server. In the browser, whose bundle leaves the renderer out, a comment: what the
 * server sent stays in place until the chart is drawn over it.
 */
export const sentSvg: (option: EChartsCoreOption, width: number, height: number) => string = import.meta.env
	.SSR
	? (await import('./server-svg.ts')).toSvg
	: () => '<!-- drawn by the server -->';
