package io.nightjar.benchmark.detection;

/** A detector of one series of figures. What it scores above a threshold is an alarm; the threshold is found on clean weeks. */
interface Peer {
    /**
     * Takes the next figure.
     *
     * @param secondOfDay when it was
     * @return how unusual it is; 0 while nothing can be said
     */
    double score(double figure, int secondOfDay);
}
