import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withIntl = createNextIntlPlugin({
	requestConfig: "./i18n/request.ts",
	experimental: {
		createMessagesDeclaration: "./messages/en.json",
		messages: { path: "./messages", format: "json", locales: "infer", precompile: true },
	},
});

const config: NextConfig = {
	output: "standalone",
	outputFileTracingRoot: __dirname,
	turbopack: { root: __dirname },
	// The gateway compresses, and says where streams may not be.
	compress: false,
	poweredByHeader: false,
	reactStrictMode: true,
	images: { unoptimized: true },
};

export default withIntl(config);
