package io.nightjar.cli.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The dashboard of a fleet, as Grafana imports it. */
public final class FleetDashboard {
    /** The model of dashboards of Grafana 12; older ones of schema 36 on read it too. */
    private static final int SCHEMA = 41;

    private static final int COLUMNS = 24;

    private final FleetSettings settings;
    private final List<Object> panels = new ArrayList<>();
    private int y;

    private FleetDashboard(FleetSettings settings) {
        this.settings = settings;
    }

    /** The file's text. */
    public static String json(FleetSettings settings) {
        return new FleetDashboard(settings).write();
    }

    private String write() {
        for (FleetPanels.Row row : new FleetPanels(settings.detection()).rows()) {
            add(row);
        }
        return DashboardJson.text(DashboardJson.map(
                "id",
                null,
                "uid",
                "nightjar-fleet",
                "title",
                "Nightjar",
                "description",
                "Model inference in JVMs, as Nightjar's agents see it.",
                "tags",
                List.of("nightjar", "inference", "jvm"),
                "schemaVersion",
                SCHEMA,
                "version",
                1,
                "editable",
                true,
                "graphTooltip",
                1,
                "refresh",
                "30s",
                "time",
                DashboardJson.map("from", "now-1h", "to", "now"),
                "timezone",
                "",
                "templating",
                Map.of("list", variables()),
                "annotations",
                Map.of("list", List.of()),
                "links",
                List.of(),
                "panels",
                panels));
    }

    private void add(FleetPanels.Row row) {
        panels.add(DashboardJson.map(
                "id",
                panels.size() + 1,
                "type",
                "row",
                "title",
                row.title(),
                "collapsed",
                false,
                "gridPos",
                DashboardJson.place(0, y, COLUMNS, 1),
                "panels",
                List.of()));
        y++;
        int x = 0;
        int height = 0;
        for (Panel panel : row.panels()) {
            if (x + panel.width() > COLUMNS) {
                x = 0;
                y += height;
            }
            panels.add(panel.json(panels.size() + 1, x, y));
            x += panel.width();
            height = panel.height();
        }
        y += height;
    }

    private static List<Object> variables() {
        return List.of(
                DashboardJson.map(
                        "name",
                        "datasource",
                        "label",
                        "Prometheus",
                        "type",
                        "datasource",
                        "query",
                        "prometheus",
                        "regex",
                        "",
                        "refresh",
                        1,
                        "hide",
                        0),
                variable("service", "Service", "label_values(nightjar_build_info, service)"),
                variable("instance", "Instance", "label_values(nightjar_build_info{service=~\"$service\"}, instance)"),
                variable(
                        "operation",
                        "Operation",
                        "label_values(nightjar_calls_total{service=~\"$service\",instance=~\"$instance\"}, operation)"));
    }

    private static Map<String, Object> variable(String name, String label, String query) {
        return DashboardJson.map(
                "name",
                name,
                "label",
                label,
                "type",
                "query",
                "datasource",
                DashboardJson.DATASOURCE,
                "definition",
                query,
                "query",
                DashboardJson.map("query", query, "refId", name),
                "refresh",
                2,
                "sort",
                1,
                "multi",
                true,
                "includeAll",
                true,
                "allValue",
                ".*",
                "current",
                DashboardJson.map("selected", true, "text", List.of("All"), "value", List.of("$__all")),
                "hide",
                0,
                "regex",
                "");
    }
}
