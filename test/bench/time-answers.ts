import { createApi } from '../../src/lib/server/api/app.ts';
import { Warehouse } from '../../src/lib/server/warehouse/warehouse.ts';
import { serveProject } from '../support/served.ts';
import { answerCases, recordCases, type AnswerCase } from './answer-cases.ts';
import { sampled, type Patience, type Timing } from './timing.ts';

/** What one way to ask one answer takes: in this process, and over HTTP from a server of its own. */
export interface AnswerTimes extends Pick<AnswerCase, 'answer' | 'level' | 'kind'> {
	in_process: Timing;
	http?: Timing;
}

/** Times every answer over the warehouse of a project; nothing is served from memory. */
export async function timeAnswers(
	dir: string,
	options: { patience: Patience; isServed: boolean; tell: (text: string) => void },
): Promise<AnswerTimes[]> {
	const warehouse = await Warehouse.open(dir);
	let cases: AnswerCase[];
	let times: AnswerTimes[];
	try {
		cases = [...(await answerCases(warehouse)), ...(await recordCases(warehouse))];
		const api = createApi(warehouse, { cacheBytes: 0 });
		const fetchPath = async (path: string) => api.fetch(new Request(`http://localhost${path}`));
		times = await timeCases(cases, fetchPath, options, 'in process');
	} finally {
		warehouse.close();
	}
	if (!options.isServed) return times;
	const served = await serveProject(dir);
	try {
		const http = await timeCases(cases, (path) => fetch(`${served.url}${path}`), options, 'over HTTP');
		return times.map((each, i) => ({ ...each, http: http[i]!.in_process }));
	} finally {
		await served.stop();
	}
}

async function timeCases(
	cases: readonly AnswerCase[],
	fetchPath: (path: string) => Promise<Response>,
	{ patience, tell }: { patience: Patience; tell: (text: string) => void },
	where: string,
): Promise<AnswerTimes[]> {
	const times: AnswerTimes[] = [];
	for (const { answer, level, kind, paths } of cases) {
		tell(`${where}: ${answer}, ${kind}, ${level}`);
		const works = paths.map((path) => async () => {
			const response = await fetchPath(path);
			const text = await response.text();
			if (!response.ok) throw new Error(`${path}: ${text.slice(0, 300)}`);
		});
		const timing = await sampled(works, patience);
		times.push({ answer, level, kind, in_process: timing });
	}
	return times;
}
