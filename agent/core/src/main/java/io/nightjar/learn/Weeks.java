package io.nightjar.learn;

/** What the hours of a week were like for one operation: how many calls, and how long they took. Not thread-safe. */
final class Weeks {
    private static final double LEAST_SECONDS = 1_800;
    private static final int LEAST_CALLS = 20;

    private final Week rates = new Week();
    private final Week durations = new Week();
    private int hour = -1;
    private boolean usual = true;
    private double seconds;
    private double calls;
    private double timed;
    private double steps;
    private double fall;
    private double rise;

    /**
     * Takes a look.
     *
     * @param deviates whether what is counted now is not what is usual
     */
    void look(int hourOfWeek, double lookSeconds, long lookCalls, long timedCalls, long timedSteps, boolean deviates) {
        if (hourOfWeek != hour) {
            turn(hourOfWeek);
        }
        seconds += lookSeconds;
        calls += lookCalls;
        timed += timedCalls;
        steps += timedSteps;
        usual &= !deviates;
    }

    private void turn(int hourOfWeek) {
        if (hour >= 0 && usual && seconds >= LEAST_SECONDS) {
            rates.learn(hour, calls == 0 ? Week.NEVER : Math.log(calls / seconds));
            if (timed >= LEAST_CALLS) {
                durations.learn(hour, steps / timed * LevelModel.LN_OF_A_STEP);
            }
        }
        hour = Math.floorMod(hourOfWeek, Week.HOURS);
        forgetHour();
        fall = rates.swing(hour, false);
        rise = durations.swing(hour, true);
    }

    /** Part of an hour is missing. */
    void forgetHour() {
        usual = true;
        seconds = 0;
        calls = 0;
        timed = 0;
        steps = 0;
    }

    /** By how much, as a logarithm, the rate of calls usually falls about this hour. */
    double fall() {
        return fall;
    }

    /** By how much, as a logarithm, durations usually rise about this hour. */
    double rise() {
        return rise;
    }

    void remember(NumbersText text) {
        rates.remember(text);
        durations.remember(text);
    }

    boolean restore(NumbersReader numbers) {
        return rates.restore(numbers) && durations.restore(numbers);
    }
}
