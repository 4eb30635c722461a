import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface OpenApiParameter {
	name: string;
	in: 'query' | 'path';
	schema: {
		type?: string;
		enum?: unknown[];
		format?: string;
		pattern?: string;
		minimum?: number;
		maximum?: number;
	};
}

export interface OpenApiDocument {
	openapi: string;
	paths: Record<
		string,
		{
			get: {
				parameters?: OpenApiParameter[];
				responses: Record<string, { content: Record<string, { schema: object }> }>;
			};
		}
	>;
	components: { schemas: Record<string, object> };
}

/** Validators of the bodies that a document promises, by path and status. */
export function validators(
	document: OpenApiDocument,
): (path: string, status: number, mediaType: string) => ValidateFunction | undefined {
	const ajv = new Ajv2020({ allErrors: true, strict: false });
	addFormats.default(ajv);
	ajv.addSchema({ $id: 'document', ...document });
	const made = new Map<string, ValidateFunction>();
	return (path, status, mediaType) => {
		const responses = document.paths[path]!.get.responses;
		const key = responses[status] ? String(status) : 'default';
		if (!responses[key]!.content[mediaType]) return undefined;
		const pointer = ['paths', path, 'get', 'responses', key, 'content', mediaType, 'schema']
			.map(escapePointer)
			.join('/');
		const reference = `document#/${pointer}`;
		if (!made.has(reference)) made.set(reference, ajv.compile({ $ref: reference }));
		return made.get(reference);
	};
}

/** A step of a JSON pointer in a fragment. */
function escapePointer(step: string): string {
	return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
