/* figures.c - the services' own numbers among the metrics. */
#include "cli/host.h"
#include "platform/runtime/figures.h"

struct source {
	struct cc_node *node;
	const struct cc_service *service;
	const struct cc_figure *figure;
};

static double read_figure(void *arg)
{
	const struct source *source = arg;
	return cc_figure_read(source->node, source->service, source->figure);
}

static void add_figure(struct cli_host *host, const struct cc_service *service,
                       const struct cc_figure *figure)
{
	struct source *source = cc_alloc(host->cli->ctx, sizeof *source);
	*source = (struct source){ host->node, service, figure };
	const struct cc_gauge gauge = {
		.name = figure->name,
		.help = figure->help,
		.read = read_figure,
		.arg = source,
	};
	cc_telemetry_gauge(host->telemetry, &gauge);
}

void cli_host_add_figures(struct cli_host *host)
{
	for (const struct cc_service *const *service = host->targets.services; *service; service++)
		for (const struct cc_figure *figure = (*service)->figures; figure && figure->name; figure++)
			add_figure(host, *service, figure);
}
