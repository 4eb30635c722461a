declare global {
	namespace App {
		interface Error {
			message: string;
			request_id?: string;
		}
	}
}

export {};
