package io.github.cdkmediadelivery.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What the page's script needs to follow a path; no values of headers, which may be secrets. */
final class MapData {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MapData() {}

    /** As it may stand between the tags of a script. */
    static String of(List<Distribution> distributions) {
        ArrayNode all = JSON.arrayNode();
        distributions.forEach(distribution -> all.add(of(distribution)));
        return all.toString().replace("<", "\\u003c");
    }

    private static ObjectNode of(Distribution distribution) {
        ObjectNode data = JSON.objectNode();
        data.put("id", distribution.stack() + ": " + distribution.id());
        List<String> names = new ArrayList<>(distribution.aliases());
        names.add(distribution.domainName());
        data.set("names", texts(names));
        data.put("root", distribution.rootObject());
        ArrayNode behaviors = data.putArray("behaviors");
        distribution.behaviors().forEach(behavior -> behaviors.add(of(distribution, behavior)));
        return data;
    }

    private static ObjectNode of(Distribution distribution, Behavior behavior) {
        ObjectNode data = JSON.objectNode();
        data.put("pattern", behavior.pattern());
        data.put("protocol", behavior.protocol());
        data.put("signed", behavior.isSigned());
        data.put("function", behavior.viewerRequest().map(Code::id).orElse(""));
        data.put("times", MapTable.times(behavior.cache()));
        data.set("keyed", of(behavior.cache().queryStrings()));
        data.set("forwarded", of(behavior.forward().queryStrings()));
        ArrayNode origins = data.putArray("origins");
        distribution.origins(behavior).forEach(origin -> origins.addObject()
                .put("host", origin.host())
                .put("path", origin.path()));
        return data;
    }

    private static ObjectNode of(Selection selection) {
        ObjectNode data = JSON.objectNode();
        data.put("mode", selection.mode().name());
        data.set("names", texts(selection.names()));
        return data;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}
