package com.acme.apps;

import smile.base.cart.SplitRule;
import smile.classification.KNN;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;

/** Trains forests and neighbours with Smile, and asks each for one, for many, and once for what it cannot do. */
public final class SmileApp {
    private static final int ROWS = 40;
    private static final int TREES = 10;

    private SmileApp() {}

    public static void main(String[] arguments) throws Exception {
        double[][] birds = new double[ROWS][];
        int[] kinds = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            birds[i] = new double[] {i, i % 3};
            kinds[i] = i < ROWS / 2 ? 0 : 1;
        }
        DataFrame frame = DataFrame.of(birds, "weight", "wings").merge(IntVector.of("kind", kinds));
        Formula kind = Formula.lhs("kind");

        RandomForest forest = RandomForest.fit(kind, frame, TREES, 2, SplitRule.GINI, 4, 10, 1, 1.0);
        Later.require(forest.predict(frame.get(0)) == 0, "a light one");
        Later.require(forest.predict(frame.get(ROWS - 1), new double[2]) == 1, "a heavy one");
        Later.require(forest.predict(frame).length == ROWS, "all");
        KNN<double[]> neighbours = KNN.fit(birds, kinds, 3);
        Later.require(neighbours.predict(birds[0]) == 0, "a light one");
        Later.require(neighbours.predict(birds).length == ROWS, "all");
        Later.require(neighbours.predict(birds, new double[ROWS][2]).length == ROWS, "all, with their chances");
        Refused.expect(() -> neighbours.predict(new double[] {1}));

        smile.regression.RandomForest numbers = smile.regression.RandomForest.fit(kind, frame, TREES, 2, 4, 10, 1, 1.0);
        Later.require(numbers.predict(frame.get(0)) < 0.5, "near nought");
        Later.require(numbers.predict(frame).length == ROWS, "all");
        Refused.expect(() -> numbers.predict((smile.data.Tuple) null));
        Waiting.untilTold();
    }
}
