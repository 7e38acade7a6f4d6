package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates CloudFormation's functions as a deployment would, over the stacks of an assembly.
 *
 * <p>What only AWS knows, such as the id of a distribution, is made up of the logical id, the same each time.
 */
final class Intrinsics {

    /** Before the names of secrets among the values. */
    static final String SECRET = "secret ";

    private static final Pattern DYNAMIC_REFERENCE = Pattern.compile("\\{\\{resolve:[^}]*}}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Map<String, Template> templates;
    private final Map<String, String> values;
    private final Set<String> notModelled;

    /** @param values for parameters, and for {@code LogicalId} or {@code LogicalId.Attribute} */
    Intrinsics(Map<String, Template> templates, Map<String, String> values, Set<String> notModelled) {
        this.templates = templates;
        this.values = values;
        this.notModelled = notModelled;
    }

    /** A value of a template, without functions. */
    JsonNode value(Template in, JsonNode any) {
        JsonNode value = evaluate(in, any);
        return value.isTextual() && value.asText().contains("{{resolve:")
                ? TextNode.valueOf(DYNAMIC_REFERENCE
                        .matcher(value.asText())
                        .replaceAll(match -> Matcher.quoteReplacement(secret(match.group()))))
                : value;
    }

    /** A secret that no test sets stays the reference that the template shows. */
    private String secret(String reference) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(SECRET)
                        && reference.contains(entry.getKey().substring(SECRET.length())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(reference);
    }

    private JsonNode evaluate(Template in, JsonNode any) {
        if (any instanceof ArrayNode array) {
            ArrayNode result = NODES.arrayNode();
            array.forEach(element -> add(result, value(in, element)));
            return result;
        }
        if (any instanceof ObjectNode object) {
            String name = object.size() == 1 ? object.fieldNames().next() : "";
            if (name.equals("Ref") || name.startsWith("Fn::")) {
                return call(in, name, object.get(name));
            }
            ObjectNode result = NODES.objectNode();
            object.properties().forEach(field -> {
                JsonNode value = value(in, field.getValue());
                if (!value.isMissingNode()) {
                    result.set(field.getKey(), value);
                }
            });
            return result;
        }
        return any;
    }

    private static void add(ArrayNode result, JsonNode value) {
        if (!value.isMissingNode()) {
            result.add(value);
        }
    }

    private String text(Template in, JsonNode any) {
        JsonNode value = value(in, any);
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private JsonNode call(Template in, String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> ref(in, argument.asText());
            case "Fn::GetAtt" -> attribute(in, argument);
            case "Fn::Join" -> TextNode.valueOf(join(text(in, argument.path(0)), value(in, argument.path(1))));
            case "Fn::Sub" -> TextNode.valueOf(sub(in, argument));
            case "Fn::Select" -> select(value(in, argument.path(0)).asInt(), value(in, argument.path(1)));
            case "Fn::Split" -> split(text(in, argument.path(0)), text(in, argument.path(1)));
            case "Fn::If" -> value(in, argument.path(holds(in, argument.path(0).asText()) ? 1 : 2));
            case "Fn::FindInMap" ->
                value(
                        in,
                        in.content()
                                .path("Mappings")
                                .path(text(in, argument.path(0)))
                                .path(text(in, argument.path(1)))
                                .path(text(in, argument.path(2))));
            case "Fn::ImportValue" -> importValue(text(in, argument));
            case "Fn::GetStackOutput" ->
                output(text(in, argument.path("StackName")), text(in, argument.path("OutputName")));
            default -> unknown("function " + function);
        };
    }

    private JsonNode unknown(String what) {
        notModelled.add(what);
        return TextNode.valueOf("<" + what + ">");
    }

    private boolean holds(Template in, String condition) {
        return decide(in, in.content().path("Conditions").path(condition));
    }

    private boolean decide(Template in, JsonNode condition) {
        String name = condition.size() == 1 ? condition.fieldNames().next() : "";
        JsonNode argument = condition.path(name);
        return switch (name) {
            case "Fn::Equals" -> value(in, argument.path(0)).equals(value(in, argument.path(1)));
            case "Fn::Not" -> !decide(in, argument.path(0));
            case "Fn::And" -> all(in, argument, true);
            case "Fn::Or" -> all(in, argument, false);
            case "Condition" -> holds(in, argument.asText());
            default -> false;
        };
    }

    /** Whether each part is what is wanted; for an or, whether not each of them is false. */
    private boolean all(Template in, JsonNode parts, boolean and) {
        for (JsonNode part : parts) {
            if (decide(in, part) != and) {
                return !and;
            }
        }
        return and;
    }

    private JsonNode ref(Template in, String name) {
        if (values.containsKey(name)) {
            return TextNode.valueOf(values.get(name));
        }
        if (name.startsWith("AWS::")) {
            return in.pseudoParameter(name);
        }
        JsonNode parameter = in.content().path("Parameters").path(name);
        if (parameter.has("Default")) {
            return parameter.get("Default");
        }
        return TextNode.valueOf(parameter.isMissingNode() ? resource(in, name).ref() : "<parameter " + name + ">");
    }

    private JsonNode attribute(Template in, JsonNode argument) {
        String path =
                argument.isTextual() ? argument.asText() : argument.path(0).asText() + "." + text(in, argument.path(1));
        if (values.containsKey(path)) {
            return TextNode.valueOf(values.get(path));
        }
        int dot = path.indexOf('.');
        return TextNode.valueOf(resource(in, path.substring(0, dot)).attribute(path.substring(dot + 1)));
    }

    private DeployedResource resource(Template in, String logicalId) {
        return new DeployedResource(
                in, logicalId, in.content().path("Resources").path(logicalId), any -> text(in, any), this::nested);
    }

    private String nested(String stack, String output) {
        return output(stack, output).asText();
    }

    private String sub(Template in, JsonNode argument) {
        JsonNode variables = argument.path(1);
        String text =
                argument.isTextual() ? argument.asText() : argument.path(0).asText();
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1).isEmpty()
                                ? variable(in, match.group(2), variables)
                                : "${" + match.group(2) + "}"));
    }

    private String variable(Template in, String name, JsonNode variables) {
        if (variables.has(name)) {
            return text(in, variables.get(name));
        }
        return (name.contains(".") ? attribute(in, TextNode.valueOf(name)) : ref(in, name)).asText();
    }

    private JsonNode select(int index, JsonNode elements) {
        return elements.has(index) ? elements.get(index) : unknown("element " + index + " of " + elements);
    }

    private static String join(String delimiter, JsonNode elements) {
        StringJoiner texts = new StringJoiner(delimiter);
        elements.forEach(element -> texts.add(element.isValueNode() ? element.asText() : element.toString()));
        return texts.toString();
    }

    private static JsonNode split(String delimiter, String text) {
        ArrayNode parts = NODES.arrayNode();
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode importValue(String name) {
        for (Template exporter : templates.values()) {
            for (JsonNode output : exporter.content().path("Outputs")) {
                if (output.has("Export") && name.equals(text(exporter, output.at("/Export/Name")))) {
                    return value(exporter, output.path("Value"));
                }
            }
        }
        return values.containsKey(name) ? TextNode.valueOf(values.get(name)) : unknown("import of " + name);
    }

    private JsonNode output(String stack, String name) {
        Template producer = templates.get(stack);
        JsonNode output = producer == null
                ? MissingNode.getInstance()
                : producer.content().path("Outputs").path(name);
        return output.isMissingNode() || producer == null
                ? unknown("output " + name + " of " + stack)
                : value(producer, output.path("Value"));
    }
}
