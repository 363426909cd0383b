package cn.ting.bench;

import cn.ting.catalogue.CatalogueTravel;

/** Picks out of what passes the broker the documents of the catalogue that kiosks ask for and are sent. */
final class CatalogueWatch implements Broker.Watch {

    private final String clients;
    private final String root;
    private final CatalogueTravel travel;

    /** @param area as in topics and client identifiers */
    CatalogueWatch(String area, CatalogueTravel travel) {
        this.clients = "ting-" + area + "-";
        this.root = "ting/1/" + area + "/";
        this.travel = travel;
    }

    @Override
    public void asked(String client, String topic) {
        if (concerns(client, topic)) {
            travel.asked(client.substring(clients.length()), topic.substring(root.length()));
        }
    }

    @Override
    public void sent(String client, String topic, int bytes) {
        if (concerns(client, topic)) {
            travel.sent(client.substring(clients.length()), topic.substring(root.length()), bytes);
        }
    }

    private boolean concerns(String client, String topic) {
        return client != null && client.startsWith(clients) && topic.startsWith(root + "catalogue/");
    }
}
