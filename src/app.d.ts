declare global {
	namespace App {
		interface Error {
			message: string;
			request_id?: string;
		}

		interface PageData {
			/** Columns with a number by which the page can be filtered. */
			measures?: readonly string[];
		}
	}
}

export {};
