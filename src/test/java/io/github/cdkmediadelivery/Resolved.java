package io.github.cdkmediadelivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Replaces CloudFormation's intrinsic functions in a piece of a template by the values that a deployment might give
 * them.
 *
 * <p>The values are fake, of the right form, and always the same for the same logical id. An intrinsic function that is
 * not known here throws.
 */
final class Resolved {

    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-west-1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Map<String, JsonNode> templates;
    private final Map<String, String> overrides;

    private Resolved(Map<String, JsonNode> templates, Map<String, String> overrides) {
        this.templates = templates;
        this.overrides = overrides;
    }

    static Resolved of(JsonNode template) {
        return of(Map.of("Test", template));
    }

    /** Resolves references between the stacks of an app too; the keys are the names of the stacks. */
    static Resolved of(Map<String, JsonNode> templates) {
        return new Resolved(Map.copyOf(templates), Map.of());
    }

    /** The same with a value of the test's choice for {@code LogicalId} (its Ref) or {@code LogicalId.Attribute}. */
    Resolved with(String logicalIdDotAttribute, String value) {
        var more = new HashMap<>(overrides);
        more.put(logicalIdDotAttribute, value);
        return new Resolved(templates, Map.copyOf(more));
    }

    /** The value of something in the only template. */
    JsonNode value(JsonNode any) {
        if (templates.size() != 1) {
            throw new IllegalStateException("say in which stack: " + templates.keySet());
        }
        return value(templates.keySet().iterator().next(), any);
    }

    /** The value of something in the template of that stack. */
    JsonNode value(String stack, JsonNode any) {
        var template = templates.get(stack);
        if (template == null) {
            throw new IllegalArgumentException("no stack " + stack + " among " + templates.keySet());
        }
        return new InStack(stack, template).value(any);
    }

    /** The functions as they evaluate inside one stack. */
    private final class InStack {

        private final String stack;
        private final JsonNode template;

        InStack(String stack, JsonNode template) {
            this.stack = stack;
            this.template = template;
        }

        JsonNode value(JsonNode any) {
            if (any instanceof ArrayNode array) {
                var values = NODES.arrayNode();
                array.forEach(element -> present(value(element)).ifPresent(values::add));
                return values;
            }
            if (any instanceof ObjectNode object) {
                var name = object.size() == 1 ? object.fieldNames().next() : "";
                if (name.equals("Ref") || name.startsWith("Fn::")) {
                    return call(name, object.get(name));
                }
                var values = NODES.objectNode();
                object.properties().forEach(field -> present(value(field.getValue()))
                        .ifPresent(value -> values.set(field.getKey(), value)));
                return values;
            }
            return any;
        }

        /** Nothing for {@code AWS::NoValue}. */
        private Optional<JsonNode> present(JsonNode value) {
            return Optional.of(value).filter(node -> !node.isMissingNode());
        }

        private String text(JsonNode any) {
            var value = value(any);
            if (!value.isValueNode()) {
                throw new IllegalArgumentException("not a string: " + any);
            }
            return value.asText();
        }

        private JsonNode call(String function, JsonNode argument) {
            return switch (function) {
                case "Ref" -> ref(argument.asText());
                case "Fn::GetAtt" -> getAtt(argument);
                case "Fn::Join" -> TextNode.valueOf(join(text(argument.path(0)), value(argument.path(1))));
                case "Fn::Sub" -> TextNode.valueOf(sub(argument));
                case "Fn::Select" -> select(value(argument.path(0)).asInt(), value(argument.path(1)));
                case "Fn::Split" -> split(text(argument.path(0)), text(argument.path(1)));
                case "Fn::ImportValue" -> importValue(text(argument));
                case "Fn::GetStackOutput" -> stackOutput(argument);
                default -> throw new IllegalArgumentException("unknown intrinsic function " + function);
            };
        }

        private JsonNode ref(String name) {
            if (overrides.containsKey(name)) {
                return TextNode.valueOf(overrides.get(name));
            }
            if (name.startsWith("AWS::")) {
                return pseudoParameter(name);
            }
            var parameter = template.path("Parameters").path(name);
            if (parameter.has("Default")) {
                return parameter.get("Default");
            }
            return TextNode.valueOf(resource(name).ref());
        }

        private JsonNode pseudoParameter(String name) {
            return switch (name) {
                case "AWS::Partition" -> TextNode.valueOf("aws");
                case "AWS::AccountId" -> TextNode.valueOf(ACCOUNT);
                case "AWS::Region" -> TextNode.valueOf(REGION);
                case "AWS::URLSuffix" -> TextNode.valueOf("amazonaws.com");
                case "AWS::StackName" -> TextNode.valueOf(stack);
                case "AWS::StackId" ->
                    TextNode.valueOf("arn:aws:cloudformation:%s:%s:stack/%s/%s"
                            .formatted(REGION, ACCOUNT, stack, UUID.nameUUIDFromBytes(stack.getBytes(UTF_8))));
                case "AWS::NoValue" -> MissingNode.getInstance();
                default -> throw new IllegalArgumentException("unknown pseudo parameter " + name);
            };
        }

        private JsonNode getAtt(JsonNode argument) {
            var path =
                    argument.isTextual() ? argument.asText() : argument.path(0).asText() + "." + text(argument.path(1));
            if (overrides.containsKey(path)) {
                return TextNode.valueOf(overrides.get(path));
            }
            var dot = path.indexOf('.');
            return resource(path.substring(0, dot)).attribute(path.substring(dot + 1));
        }

        private FakeResource resource(String logicalId) {
            var definition = template.path("Resources").path(logicalId);
            if (definition.isMissingNode()) {
                throw new IllegalArgumentException("stack " + stack + " has no " + logicalId);
            }
            return new FakeResource(logicalId, definition, this::text);
        }

        private String sub(JsonNode argument) {
            var variables = argument.path(1);
            return PLACEHOLDER
                    .matcher(
                            argument.isTextual()
                                    ? argument.asText()
                                    : argument.path(0).asText())
                    .replaceAll(match -> Matcher.quoteReplacement(
                            match.group(1).isEmpty()
                                    ? variable(match.group(2), variables)
                                    : "${" + match.group(2) + "}"));
        }

        private String variable(String name, JsonNode variables) {
            if (variables.has(name)) {
                return text(variables.get(name));
            }
            return (name.contains(".") ? getAtt(TextNode.valueOf(name)) : ref(name)).asText();
        }

        private JsonNode select(int index, JsonNode elements) {
            if (!elements.has(index)) {
                throw new IllegalArgumentException("no element " + index + " in " + elements);
            }
            return elements.get(index);
        }

        private String join(String delimiter, JsonNode elements) {
            var texts = new StringJoiner(delimiter);
            elements.forEach(element -> texts.add(text(element)));
            return texts.toString();
        }

        private JsonNode split(String delimiter, String text) {
            var parts = NODES.arrayNode();
            Stream.of(text.split(Pattern.quote(delimiter), -1)).forEach(parts::add);
            return parts;
        }

        private JsonNode importValue(String name) {
            return templates.entrySet().stream()
                    .flatMap(exporter -> exporter.getValue().path("Outputs").properties().stream()
                            .map(Map.Entry::getValue)
                            .filter(output -> output.has("Export")
                                    && name.equals(Resolved.this
                                            .value(exporter.getKey(), output.at("/Export/Name"))
                                            .asText()))
                            .map(output -> Resolved.this.value(exporter.getKey(), output.path("Value"))))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no stack exports " + name));
        }

        private JsonNode stackOutput(JsonNode argument) {
            var producer = text(argument.path("StackName"));
            var name = text(argument.path("OutputName"));
            var output = templates
                    .getOrDefault(producer, MissingNode.getInstance())
                    .path("Outputs")
                    .path(name);
            if (output.isMissingNode()) {
                throw new IllegalArgumentException("stack " + producer + " has no output " + name);
            }
            return Resolved.this.value(producer, output.path("Value"));
        }
    }
}
