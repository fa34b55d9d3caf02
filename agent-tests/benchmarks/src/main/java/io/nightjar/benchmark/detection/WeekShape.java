package io.nightjar.benchmark.detection;

/** How the load is spread over a week, around 1; none is a sine. */
enum WeekShape {
    /** People at work: a steep morning, lunch, a long evening, quiet weekends. */
    OFFICE(
            new double[] {
                .4, .35, .35, .35, .35, .4, .5, .8, 1.4, 1.8, 1.9, 1.8, 1.25, 1.5, 1.8, 1.8, 1.7, 1.4, 1.0, .8, .7, .6,
                .5, .45
            },
            0.45),
    /** People at home: a small morning, a high evening, more on weekends. */
    EVENING(
            new double[] {
                .6, .45, .4, .35, .35, .4, .6, .9, .9, .8, .8, .85, 1.0, .95, .9, .9, 1.0, 1.2, 1.5, 1.8, 2.0, 1.9, 1.4,
                .9
            },
            1.25),
    /** Machines: always the same. */
    MACHINES(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 1);

    private static final int HOUR_SECONDS = 3_600;
    private static final int DAY_HOURS = 24;
    private static final int WORKDAYS = 5;

    private final double[] hours;
    private final double weekend;

    WeekShape(double[] hours, double weekend) {
        this.hours = hours;
        this.weekend = weekend;
    }

    /** Straight from hour to hour. */
    double at(long secondOfWeek) {
        int hourOfWeek = (int) (secondOfWeek / HOUR_SECONDS);
        double part = secondOfWeek % HOUR_SECONDS / (double) HOUR_SECONDS;
        return (1 - part) * hour(hourOfWeek) + part * hour(hourOfWeek + 1);
    }

    private double hour(int hourOfWeek) {
        int day = hourOfWeek / DAY_HOURS % 7;
        double hour = hours[hourOfWeek % DAY_HOURS];
        return day < WORKDAYS ? hour : this == OFFICE ? weekend : hour * weekend;
    }
}
