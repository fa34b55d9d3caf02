package io.nightjar.preset;

import java.util.List;
import java.util.Map;

/**
 * A named set of rules for one library.
 *
 * @param packages internal prefixes of the library's packages, for example {@code ai/onnxruntime/}: a class there activates
 *     the preset
 * @param library {@code group:artifact} of the library, or what else a person calls it
 * @param versions of the library, that it was checked against
 * @param knownBy for a call, types of the library that are there in whatever version has such calls
 */
public record Preset(
        String name,
        List<String> packages,
        List<Rule> rules,
        String library,
        VersionRanges versions,
        Map<String, List<String>> knownBy) {
    public Preset {
        packages = List.copyOf(packages);
        knownBy = Map.copyOf(knownBy);
        rules = List.copyOf(rules);
    }
}
