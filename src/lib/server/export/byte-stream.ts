/** Bytes as they are made, for a body of any length; how many rows it holds is known before the first byte. */
export interface ByteStream {
	rows: number;
	parts: AsyncGenerator<Uint8Array>;
	/** Lets go of what the parts come from; to be called once, when they are read or given up. */
	close: () => Promise<void>;
}

/** The parts as a web stream that asks for the next only when the last was taken. `done` is called once, at the end or when the reader gives up. */
export function toReadable(source: ByteStream, done: (error?: unknown) => void): ReadableStream<Uint8Array> {
	let isDone = false;
	const finish = async (error?: unknown): Promise<void> => {
		if (isDone) return;
		isDone = true;
		await source.parts.return(undefined);
		await source.close();
		done(error);
	};
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				try {
					const next = await source.parts.next();
					if (!next.done) return controller.enqueue(next.value);
					await finish();
					controller.close();
				} catch (error) {
					controller.error(error);
					await finish(error);
				}
			},
			cancel: (reason: unknown) => finish(reason ?? new Error('the reader gave up')),
		},
		{ highWaterMark: 1 },
	);
}
