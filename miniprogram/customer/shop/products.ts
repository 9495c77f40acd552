/** Something the demo shop sells. */
export type Product = { id: string; name: string; price: number; sold: number; picture: string; points: string[] };

export const products: readonly Product[] = [
  {
    id: 'backpack',
    name: '轻行 28L 徒步双肩包',
    price: 329,
    sold: 1286,
    picture: '/images/products/backpack.svg',
    points: [
      '自重 780 克，背负透气，夏天走一天也不闷',
      '雨罩藏在底仓，随手一拉就能罩上',
      '主仓 28 升，装得下两天一夜的行李',
    ],
  },
  {
    id: 'jacket',
    name: '山脊 三层防水冲锋衣',
    price: 899,
    sold: 642,
    picture: '/images/products/jacket.svg',
    points: ['三层压胶面料，暴雨里也不渗水', '腋下拉链透气，爬坡不闷热', '可调风帽，戴头盔也合适'],
  },
  {
    id: 'flask',
    name: '长途 750ml 保温壶',
    price: 159,
    sold: 3120,
    picture: '/images/products/flask.svg',
    points: ['316 不锈钢内胆，12 小时后仍有 60℃', '宽口好清洗，能放下大冰块', '防滑硅胶底，放下没有声响'],
  },
  {
    id: 'boots',
    name: '远足 中帮防滑徒步鞋',
    price: 569,
    sold: 874,
    picture: '/images/products/boots.svg',
    points: ['头层牛皮，越穿越合脚', '深齿橡胶大底，湿石头上也站得稳', '中帮护踝，下坡不顶脚'],
  },
  {
    id: 'lantern',
    name: '萤火 充电露营灯',
    price: 129,
    sold: 2045,
    picture: '/images/products/lantern.svg',
    points: ['暖光三档，最低档可亮 60 小时', 'IPX4 防水，挂在帐篷外也放心', '可为手机应急充电'],
  },
  {
    id: 'chair',
    name: '小憩 铝合金折叠椅',
    price: 219,
    sold: 1530,
    picture: '/images/products/chair.svg',
    points: ['航空铝骨架，承重 150 公斤', '折起来只有水壶大小', '透气网布，坐久不闷'],
  },
];

export const productOf = (id: string | undefined): Product | undefined => products.find((product) => product.id === id);

/** `¥329` */
export const priceText = (price: number): string => `¥${price}`;
