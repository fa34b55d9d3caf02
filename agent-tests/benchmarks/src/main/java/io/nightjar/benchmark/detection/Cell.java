package io.nightjar.benchmark.detection;

import io.nightjar.learn.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One kind of traffic at one rate: alarms in clean weeks, and which incidents are found. Not thread-safe. */
final class Cell {
    /** How much is simulated. */
    record Size(int cleanWeeks, int incidents, boolean peers) {}

    /** As how many series the process of the models is to judge. */
    static final int[] SERIES = {1, 10, 50};

    static final List<Signal> WITH_PEERS = List.of(Signal.LATENCY, Signal.ERRORS, Signal.THROUGHPUT);

    private static final int WEEK_SECONDS = 604_800;
    private static final int HOUR_SECONDS = 3_600;
    private static final int WARM_SECONDS = 36 * HOUR_SECONDS;
    private static final int INCIDENTS_A_SERIES = 10;
    /** At the bound that the models have in a process of ten series. */
    private static final double PEER_ALARMS_A_WEEK = 0.1;

    private static final long TUNING_SEED = 1_000;
    private static final long INCIDENT_SEED = 2_000;

    private final Generator generator;
    private final double callsPerSecond;
    private final Size size;
    private final Map<Integer, List<Learned.Alarm>> cleanAlarms = new LinkedHashMap<>();
    private final Map<Signal, Map<Peers, Double>> thresholds = new EnumMap<>(Signal.class);
    private final Map<Signal, Map<Peers, Integer>> peerAlarms = new EnumMap<>(Signal.class);
    private final Map<Incident, Map<Integer, Found>> found = new EnumMap<>(Incident.class);
    private final Map<Incident, Map<Peers, Found>> foundByPeers = new EnumMap<>(Incident.class);

    Cell(Generator generator, double callsPerSecond, Size size) {
        this.generator = generator;
        this.callsPerSecond = callsPerSecond;
        this.size = size;
    }

    Generator generator() {
        return generator;
    }

    double callsPerSecond() {
        return callsPerSecond;
    }

    Size size() {
        return size;
    }

    /** Alarms of the models in clean weeks, by how many series the process judged. */
    Map<Integer, List<Learned.Alarm>> cleanAlarms() {
        return cleanAlarms;
    }

    Map<Signal, Map<Peers, Integer>> peerAlarms() {
        return peerAlarms;
    }

    Map<Incident, Map<Integer, Found>> found() {
        return found;
    }

    Map<Incident, Map<Peers, Found>> foundByPeers() {
        return foundByPeers;
    }

    Cell run(List<Incident> incidents) {
        if (size.peers()) {
            tune();
        }
        clean();
        incidents.forEach(this::incidents);
        return this;
    }

    private void tune() {
        Map<Signal, Map<Peers, List<List<Double>>>> scores = new EnumMap<>(Signal.class);
        for (int week = 0; week < size.cleanWeeks(); week++) {
            List<Watch> watches = watches(WITH_PEERS);
            week(TUNING_SEED + week, List.of(), watches);
            for (Watch watch : watches) {
                scores.computeIfAbsent(watch.signal(), signal -> new EnumMap<>(Peers.class))
                        .computeIfAbsent(watch.kind(), kind -> new ArrayList<>())
                        .add(watch.highest());
            }
        }
        int alarms = (int) Math.round(PEER_ALARMS_A_WEEK * size.cleanWeeks());
        scores.forEach((signal, byPeer) -> byPeer.forEach((peer, weeks) -> thresholds
                .computeIfAbsent(signal, key -> new EnumMap<>(Peers.class))
                .put(peer, Watch.threshold(weeks, alarms))));
    }

    private void clean() {
        for (int week = 0; week < size.cleanWeeks(); week++) {
            List<Learned> models = models(week % 2 == 0);
            List<Watch> watches = size.peers() ? watches(WITH_PEERS) : List.of();
            week(week, models, watches);
            for (Learned model : models) {
                cleanAlarms
                        .computeIfAbsent(model.series(), series -> new ArrayList<>())
                        .addAll(model.alarms());
            }
            for (Watch watch : watches) {
                peerAlarms
                        .computeIfAbsent(watch.signal(), signal -> new EnumMap<>(Peers.class))
                        .merge(watch.kind(), watch.alarms().size(), Integer::sum);
            }
        }
    }

    private void week(long seed, List<Learned> models, List<Watch> watches) {
        Traffic traffic = generator.traffic(callsPerSecond, seed);
        Second second = new Second();
        for (int i = 0; i < WEEK_SECONDS; i++) {
            traffic.next(second, Incident.NONE);
            models.forEach(model -> model.look(second));
            watches.forEach(watch -> watch.look(second));
        }
    }

    private void incidents(Incident incident) {
        Map<Integer, Found> byModel = new LinkedHashMap<>();
        Map<Peers, Found> byPeer = new EnumMap<>(Peers.class);
        for (int done = 0; done < size.incidents(); done += INCIDENTS_A_SERIES) {
            int count = Math.min(INCIDENTS_A_SERIES, size.incidents() - done);
            long seed = INCIDENT_SEED + 100L * incident.ordinal() + done / INCIDENTS_A_SERIES;
            List<Learned> models = models(true);
            List<Watch> watches = size.peers() && WITH_PEERS.contains(incident.signal())
                    ? watches(List.of(incident.signal()))
                    : List.of();
            List<Long> begins = series(seed, incident, count, models, watches);
            for (long begin : begins) {
                for (Learned model : models) {
                    Found one = byModel.computeIfAbsent(model.series(), series -> new Found());
                    one.add(onsets(model, incident), begin, begin + HOUR_SECONDS);
                    one.addAlarms((int) model.alarms().stream()
                            .filter(alarm -> alarm.index() >= begin && alarm.index() < begin + 3 * HOUR_SECONDS / 2)
                            .count());
                }
                for (Watch watch : watches) {
                    byPeer.computeIfAbsent(watch.kind(), kind -> new Found())
                            .add(watch.alarms(), begin, begin + HOUR_SECONDS);
                }
            }
        }
        found.put(incident, byModel);
        foundByPeers.put(incident, byPeer);
    }

    private List<Long> series(long seed, Incident incident, int count, List<Learned> models, List<Watch> watches) {
        Chance chance = new Chance(seed);
        List<Long> begins = new ArrayList<>();
        long begin = WARM_SECONDS;
        for (int i = 0; i < count; i++) {
            begins.add(begin);
            begin += HOUR_SECONDS + (long) chance.between(2 * HOUR_SECONDS, 4 * HOUR_SECONDS);
        }
        Traffic traffic = generator.traffic(callsPerSecond, seed);
        Second second = new Second();
        int next = 0;
        for (long i = 0; i < begin; i++) {
            boolean over = next < count && i >= begins.get(next) + HOUR_SECONDS;
            next += over ? 1 : 0;
            boolean lasts = next < count && i >= begins.get(next);
            traffic.next(second, lasts ? incident : Incident.NONE);
            models.forEach(model -> model.look(second));
            watches.forEach(watch -> watch.look(second));
        }
        return begins;
    }

    private static List<Long> onsets(Learned model, Incident incident) {
        List<Long> onsets = new ArrayList<>();
        for (Learned.Alarm alarm : model.alarms()) {
            if (incident.shows(alarm.signal())) {
                onsets.add(alarm.index());
            }
        }
        return onsets;
    }

    private static List<Learned> models(boolean keepState) {
        List<Learned> models = new ArrayList<>();
        for (int series : SERIES) {
            models.add(new Learned(series, keepState));
        }
        return models;
    }

    private List<Watch> watches(List<Signal> signals) {
        List<Watch> watches = new ArrayList<>();
        for (Signal signal : signals) {
            for (Peers peer : Peers.values()) {
                if (peer.watches(signal)) {
                    double threshold =
                            thresholds.getOrDefault(signal, Map.of()).getOrDefault(peer, Double.POSITIVE_INFINITY);
                    watches.add(new Watch(peer, signal, threshold));
                }
            }
        }
        return watches;
    }
}
