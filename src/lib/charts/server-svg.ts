import type { EChartsCoreOption } from 'echarts/core';
import { init } from './echarts.ts';

/**
 * A drawing as SVG text, for the page that the server sends. Its ids are renamed: the browser counts its own
 * charts from zero and must not meet the same ones.
 */
export function toSvg(option: EChartsCoreOption, width: number, height: number): string {
	const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
	try {
		chart.setOption(option);
		return (
			chart
				.renderToSVGString({ useViewBox: true })
				// Its sheet of hover styles and animations would need a nonce that no chart knows; the live chart follows at once.
				.replaceAll(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
				// What only that sheet and a live chart read, and the font that the page gives to all text anyway.
				.replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, '')
				.replaceAll(/font-family:[^;"]*;?/g, '')
				.replaceAll(/\bzr(\d+)-/g, 'server-$1-')
				.replace('<svg ', '<svg preserveAspectRatio="none" ')
		);
	} finally {
		chart.dispose();
	}
}
