package io.nightjar.cli.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A panel of the dashboard. Immutable.
 *
 * @param type of Grafana: {@code timeseries}, {@code stat}, {@code heatmap}, {@code table}
 * @param unit of Grafana
 * @param width of 24
 * @param warn from where values are yellow; null where none are
 * @param bad from where values are red; null where none are
 */
record Panel(
        String title,
        String description,
        String type,
        String unit,
        int width,
        @Nullable Double warn,
        @Nullable Double bad,
        List<Query> queries) {
    private static final int HEIGHT = 8;
    private static final int HEIGHT_OF_STAT = 4;

    Panel {
        queries = List.copyOf(queries);
    }

    /** Lines over time. */
    static Panel lines(String title, String description, String unit, int width, Query... queries) {
        return new Panel(title, description, "timeseries", unit, width, null, null, List.of(queries));
    }

    /** One number. */
    static Panel number(String title, String description, String unit, int width, String query) {
        return new Panel(title, description, "stat", unit, width, null, null, List.of(new Query(query, "")));
    }

    /** The same with thresholds. */
    Panel from(@Nullable Double newWarn, @Nullable Double newBad) {
        return new Panel(title, description, type, unit, width, newWarn, newBad, queries);
    }

    /** The same as another type of panel. */
    Panel as(String newType) {
        return new Panel(title, description, newType, unit, width, warn, bad, queries);
    }

    int height() {
        return type.equals("stat") ? HEIGHT_OF_STAT : HEIGHT;
    }

    /** As Grafana reads it. */
    Map<String, Object> json(int id, int x, int y) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("type", type);
        json.put("title", title);
        json.put("description", description);
        json.put("datasource", DashboardJson.DATASOURCE);
        json.put("gridPos", DashboardJson.place(x, y, width, height()));
        json.put("fieldConfig", fieldConfig());
        json.put("options", options());
        List<Object> targets = new ArrayList<>();
        for (Query query : queries) {
            targets.add(target(query, (char) ('A' + targets.size())));
        }
        json.put("targets", targets);
        return json;
    }

    private Map<String, Object> target(Query query, char refId) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("refId", String.valueOf(refId));
        target.put("datasource", DashboardJson.DATASOURCE);
        target.put("editorMode", "code");
        target.put("expr", query.expression());
        target.put("legendFormat", query.legend());
        boolean now = type.equals("stat") || type.equals("table");
        target.put("instant", now);
        target.put("range", !now);
        target.put("format", type.equals("heatmap") || type.equals("table") ? type : "time_series");
        return target;
    }

    private Map<String, Object> fieldConfig() {
        List<Object> steps = new ArrayList<>();
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("color", "green");
        base.put("value", null);
        steps.add(base);
        if (warn != null) {
            steps.add(DashboardJson.map("color", "yellow", "value", warn));
        }
        if (bad != null) {
            steps.add(DashboardJson.map("color", "red", "value", bad));
        }
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("unit", unit);
        defaults.put("thresholds", DashboardJson.map("mode", "absolute", "steps", steps));
        if (type.equals("timeseries")) {
            defaults.put("min", 0);
            String style = warn == null && bad == null ? "off" : "line";
            defaults.put(
                    "custom",
                    DashboardJson.map(
                            "drawStyle",
                            "line",
                            "fillOpacity",
                            10,
                            "showPoints",
                            "never",
                            "spanNulls",
                            false,
                            "thresholdsStyle",
                            Map.of("mode", style)));
        }
        return DashboardJson.map("defaults", defaults, "overrides", List.of());
    }

    private Map<String, Object> options() {
        return switch (type) {
            case "timeseries" ->
                DashboardJson.map(
                        "legend", DashboardJson.map("displayMode", "list", "placement", "bottom", "showLegend", true),
                        "tooltip", DashboardJson.map("mode", "multi", "sort", "desc"));
            case "stat" ->
                DashboardJson.map(
                        "colorMode",
                        "value",
                        "graphMode",
                        "none",
                        "textMode",
                        "auto",
                        "reduceOptions",
                        DashboardJson.map("calcs", List.of("lastNotNull"), "values", false));
            case "heatmap" ->
                DashboardJson.map(
                        "calculate", false,
                        "yAxis", DashboardJson.map("unit", unit),
                        "color", DashboardJson.map("mode", "scheme", "scheme", "Oranges", "steps", 64),
                        "legend", Map.of("show", true));
            default -> Map.of();
        };
    }

    /** A query and how its lines are called. */
    record Query(String expression, String legend) {}
}
