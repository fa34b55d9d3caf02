package com.acme.apps;

import ai.catboost.CatBoostModel;
import ai.catboost.CatBoostPredictions;
import java.nio.charset.StandardCharsets;

/** Asks a CatBoost model of one tree, which stands here as text, in every way that there is, and twice for what it cannot do. */
public final class CatBoostApp {
    private static final String MODEL = """
            {"features_info": {"float_features": [{"borders": [0.5], "feature_index": 0, "flat_feature_index": 0,
              "feature_name": "wings", "has_nans": false, "nan_value_treatment": "AsIs"}]},
             "oblivious_trees": [{"leaf_values": [-1, 2], "leaf_weights": [1, 1],
              "splits": [{"border": 0.5, "float_feature_index": 0, "split_index": 0, "split_type": "FloatFeature"}]}],
             "scale_and_bias": [1, [0]]}
            """;

    private CatBoostApp() {}

    public static void main(String[] arguments) throws Exception {
        String[] none = null;
        int[] noHashes = null;
        try (CatBoostModel model = CatBoostModel.loadModel(MODEL.getBytes(StandardCharsets.UTF_8), "json")) {
            Later.require(model.predict(new float[] {1}, none).get(0, 0) == 2, "two");
            Later.require(model.predict(new float[] {0}, noHashes).get(0, 0) == -1, "minus one");
            CatBoostPredictions many = model.predict(new float[][] {{0}, {1}, {1}}, (String[][]) null);
            Later.require(many.getObjectCount() == 3 && many.get(1, 0) == 2, "three");
            model.predict(new float[][] {{0}, {1}, {1}}, (int[][]) null, many);
            Refused.expect(() -> model.predict(new float[] {}, none));
            CatBoostPredictions one = new CatBoostPredictions(1, 1);
            Refused.expect(() -> model.predict(new float[][] {{0}, {1}}, (String[][]) null, one));
        }
        Waiting.untilTold();
    }
}
