package io.nightjar.weave;

import java.util.List;

/**
 * A named set of rules for one library.
 *
 * @param packages internal prefixes of the library's packages, for example {@code ai/onnxruntime/}: a class there wakes
 *     the preset
 */
record Preset(String name, List<String> packages, List<Rule> rules) {
    Preset {
        packages = List.copyOf(packages);
        rules = List.copyOf(rules);
    }
}
