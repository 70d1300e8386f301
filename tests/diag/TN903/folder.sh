# A folder is no model.
mkdir shop.tenon.yaml
tenon check shop.tenon.yaml
