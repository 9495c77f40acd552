Page({ data: { rows: [] } });
