package io.nightjar.console.history;

/** Which step of time lies where: steps of one length, as many as are kept. Immutable. */
record Ring(int stepSeconds, int slots) {
    /** The last five minutes. */
    static final Ring FINE = new Ring(1, 300);
    /** The last hour. */
    static final Ring COARSE = new Ring(10, 360);

    /** The step in which a second lies. */
    long step(long second) {
        return Math.floorDiv(second, (long) stepSeconds);
    }

    int slot(long step) {
        return (int) Math.floorMod(step, (long) slots);
    }

    /** The first step that is still kept when this is the newest. */
    long oldest(long newest) {
        return newest - slots + 1;
    }
}
