package com.acme.apps;

import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.Booster.PredictionType;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Trains three small trees with XGBoost, asks them in every way that there is, and twice for what they cannot do. */
public final class XgboostApp {
    private static final int ROWS = 40;

    private XgboostApp() {}

    public static void main(String[] arguments) throws Exception {
        float[] rows = new float[ROWS * 2];
        float[] labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[2 * i] = i;
            rows[2 * i + 1] = i % 3;
            labels[i] = i < ROWS / 2 ? 0 : 1;
        }
        DMatrix data = new DMatrix(rows, ROWS, 2, Float.NaN);
        data.setLabel(labels);
        Booster booster = XGBoost.train(
                data,
                Map.of("objective", "binary:logistic", "max_depth", 2, "nthread", 1),
                3,
                Map.of("train", data),
                null,
                null);

        float[][] chances = booster.predict(data);
        Later.require(chances.length == ROWS && chances[0][0] < 0.5 && chances[ROWS - 1][0] > 0.5, "chances");
        booster.predict(data, true);
        booster.predict(data, false, 1);
        booster.predictLeaf(data, 0);
        booster.predictContrib(data, 0);
        DMatrix narrow = new DMatrix(new float[] {1, 2, 3, 4, 5, 6}, 2, 3, Float.NaN);
        Refused.expect(() -> booster.predict(narrow));
        if (Newer.has(Booster.class, "inplace_predict")) {
            inPlace(booster, rows, chances);
        }
        Waiting.untilTold();
    }

    private static void inPlace(Booster booster, float[] rows, float[][] chances) throws XGBoostError {
        float[][] again = booster.inplace_predict(rows, ROWS, 2, Float.NaN);
        Later.require(Arrays.deepEquals(again, chances), "the same chances in place");
        Refused.expect(() -> booster.inplace_predict(
                new float[] {1, 2, 3}, 1, 3, Float.NaN, new int[] {0, 0}, PredictionType.kValue, null));
    }
}
