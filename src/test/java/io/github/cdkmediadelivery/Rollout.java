package io.github.cdkmediadelivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What CloudFormation says to the templates of an app when another version of them is deployed, a stack after the
 * other.
 *
 * <p>It knows three rules: an export that another stack imports neither goes nor changes; what replaces a resource is
 * made before the replaced one goes, so it cannot have its name; and a stack whose inputs are not there yet is refused
 * before anything of it changes, so that it is deployed again later.
 */
final class Rollout {

    private final Map<String, JsonNode> deployed;
    private final List<String> refusals = new ArrayList<>();

    private Rollout(Map<String, JsonNode> before) {
        deployed = new TreeMap<>(before);
    }

    /** What is refused, deploying in the order of the stacks' dependencies and in the opposite one. */
    static List<String> refusals(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        List<String> stacks = new ArrayList<>(new TreeSet<>(
                Stream.concat(before.keySet().stream(), after.keySet().stream()).toList()));
        return orders(stacks)
                .flatMap(order -> new Rollout(before).deploy(after, order).stream())
                .distinct()
                .toList();
    }

    private static Stream<List<String>> orders(List<String> stacks) {
        if (stacks.size() < 2) {
            return Stream.of(stacks);
        }
        return stacks.stream().flatMap(first -> {
            List<String> others = new ArrayList<>(stacks);
            others.remove(first);
            return orders(others)
                    .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList());
        });
    }

    private List<String> deploy(Map<String, JsonNode> after, List<String> order) {
        List<String> waiting = new ArrayList<>(order);
        for (int round = 0; round < order.size() && !waiting.isEmpty(); round++) {
            waiting.removeIf(stack -> {
                JsonNode template = after.get(stack);
                if (template == null) {
                    checkExports(stack, null);
                    deployed.remove(stack);
                    return true;
                }
                if (!inputsAreThere(template)) {
                    return false;
                }
                checkExports(stack, template);
                checkResources(stack, template);
                deployed.put(stack, template);
                return true;
            });
        }
        waiting.forEach(stack -> refusals.add(stack + " can never be deployed"));
        return refusals;
    }

    private boolean inputsAreThere(JsonNode template) {
        return template.findValues("Fn::ImportValue").stream().allMatch(name -> deployed.values().stream()
                        .anyMatch(other -> exports(other).containsKey(name.toString())))
                && template.findValues("Fn::GetStackOutput").stream()
                        .allMatch(output ->
                                deployed.containsKey(output.path("StackName").asText())
                                        && deployed.get(output.path("StackName").asText())
                                                .path("Outputs")
                                                .has(output.path("OutputName").asText()));
    }

    private void checkExports(String stack, @org.jspecify.annotations.Nullable JsonNode template) {
        JsonNode old = deployed.get(stack);
        if (old == null) {
            return;
        }
        Map<String, JsonNode> kept = template == null ? Map.of() : exports(template);
        exports(old)
                .forEach((name, value) -> deployed.forEach((other, reader) -> {
                    boolean imported = reader.findValues("Fn::ImportValue").stream()
                            .anyMatch(used -> used.toString().equals(name));
                    if (imported && !value.equals(kept.get(name))) {
                        refusals.add("export " + name + " is in use by " + other);
                    }
                }));
    }

    private static Map<String, JsonNode> exports(JsonNode template) {
        Map<String, JsonNode> exports = new HashMap<>();
        for (JsonNode output : template.path("Outputs")) {
            if (output.has("Export")) {
                exports.put(output.at("/Export/Name").toString(), output.path("Value"));
            }
        }
        return exports;
    }

    private void checkResources(String stack, JsonNode template) {
        JsonNode old = deployed.containsKey(stack) ? deployed.get(stack).path("Resources") : template.path("none");
        for (Map.Entry<String, JsonNode> entry : template.path("Resources").properties()) {
            JsonNode resource = entry.getValue();
            JsonNode before = old.path(entry.getKey());
            String type = resource.path("Type").asText();
            ServiceSpec spec = ServiceSpec.of(type);
            JsonNode properties = resource.path("Properties");
            boolean replaced = before.isObject() && spec.replaces(before.path("Properties"), properties);
            if (replaced && spec.stateful()) {
                refusals.add(type + " " + entry.getKey() + " is replaced with all that it holds");
            }
            String name = spec.nameOf(properties);
            if ((replaced || before.isMissingNode())
                    && !name.isEmpty()
                    && namesThere(type).contains(unique(name, stack))) {
                refusals.add(type + " " + entry.getKey() + " is made while another is named " + name);
            }
        }
    }

    private List<String> namesThere(String type) {
        return deployed.entrySet().stream()
                .flatMap(other -> other.getValue().path("Resources").properties().stream()
                        .filter(resource ->
                                resource.getValue().path("Type").asText().equals(type))
                        .map(resource -> unique(
                                ServiceSpec.of(type).nameOf(resource.getValue().path("Properties")), other.getKey())))
                .collect(Collectors.toList());
    }

    /** A name that holds the stack's own id is another one in each stack; so is a reference. */
    private static String unique(String name, String stack) {
        return name.contains("{") ? stack + name : name;
    }
}
