#!/bin/sh
# What model libraries do with a row that has fewer or more features than the model was trained with.
#
# Versions: XGBoost4J 3.4.0, CatBoost's prediction package 1.2.7.
# Guess: each refuses a row of another width, as it cannot know which features are meant.
# Seen: XGBoost's predict takes the narrower row and refuses the wider one, its inplace_predict refuses both, and CatBoost takes
#   the wider row and refuses the narrower one.
# Why: after a change of what is fed to a model the calls go on succeeding, in the usual time, with wrong predictions: neither an
#   error rate nor a latency shows it.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

cat >"$dir/pom.xml" <<'END'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>ml.dmlc</groupId><artifactId>xgboost4j_2.12</artifactId><version>3.4.0</version></dependency>
    <dependency><groupId>ai.catboost</groupId><artifactId>catboost-prediction</artifactId><version>1.2.7</version></dependency>
    <dependency><groupId>com.fasterxml.jackson.core</groupId><artifactId>jackson-databind</artifactId><version>2.22.4</version></dependency>
  </dependencies>
</project>
END
mvn -q -B -ntp -f "$dir/pom.xml" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies "-DoutputDirectory=$dir/lib"

cat >"$dir/Seen.java" <<'END'
import ai.catboost.CatBoostModel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;

class Seen {
    private static final String CATBOOST = """
            {"features_info": {"float_features": [
              {"borders": [0.5], "feature_index": 0, "flat_feature_index": 0, "has_nans": false, "nan_value_treatment": "AsIs"},
              {"borders": [0.5], "feature_index": 1, "flat_feature_index": 1, "has_nans": false, "nan_value_treatment": "AsIs"}]},
             "oblivious_trees": [{"leaf_values": [-1, 2, -3, 4], "leaf_weights": [1, 1, 1, 1],
              "splits": [{"border": 0.5, "float_feature_index": 0, "split_index": 0, "split_type": "FloatFeature"},
               {"border": 0.5, "float_feature_index": 1, "split_index": 1, "split_type": "FloatFeature"}]}],
             "scale_and_bias": [1, [0]]}
            """;

    public static void main(String[] arguments) throws Exception {
        float[] rows = new float[80];
        float[] labels = new float[40];
        for (int i = 0; i < 40; i++) {
            rows[2 * i] = i;
            rows[2 * i + 1] = i % 3;
            labels[i] = i < 20 ? 0 : 1;
        }
        DMatrix data = new DMatrix(rows, 40, 2, Float.NaN);
        data.setLabel(labels);
        Booster trees = XGBoost.train(
                data,
                Map.of("objective", "binary:logistic", "max_depth", 2, "nthread", 1),
                3,
                Map.of("train", data),
                null,
                null);
        CatBoostModel tree = CatBoostModel.loadModel(CATBOOST.getBytes(), "json");
        for (int width = 1; width <= 3; width++) {
            float[] row = Arrays.copyOf(new float[] {30, 1, 1}, width);
            System.out.println(width + " of 2 features:");
            show("XGBoost predict", () -> trees.predict(new DMatrix(row, 1, row.length, Float.NaN)).length);
            show("XGBoost inplace_predict", () -> trees.inplace_predict(row, 1, row.length, Float.NaN).length);
            show("CatBoost predict", () -> tree.predict(row, (String[]) null).getObjectCount());
        }
    }

    private static void show(String who, Callable<Integer> call) {
        String what;
        try {
            what = call.call() + " predictions";
        } catch (Exception refused) {
            what = refused.getClass().getSimpleName();
        }
        System.out.println("  " + who + ": " + what);
    }
}
END
"$java" -cp "$dir/lib/*" "$dir/Seen.java" 2>"$dir/messages" | grep -e '^  ' -e ':$' >"$dir/seen"

cat >"$dir/expected" <<'END'
1 of 2 features:
  XGBoost predict: 1 predictions
  XGBoost inplace_predict: XGBoostError
  CatBoost predict: CatBoostError
2 of 2 features:
  XGBoost predict: 1 predictions
  XGBoost inplace_predict: 1 predictions
  CatBoost predict: 1 predictions
3 of 2 features:
  XGBoost predict: XGBoostError
  XGBoost inplace_predict: XGBoostError
  CatBoost predict: 1 predictions
END
cat "$dir/seen"
diff "$dir/expected" "$dir/seen" || {
  echo "The behaviour has changed." >&2
  exit 1
}
